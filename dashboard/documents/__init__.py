"""Files people take away: tables now, notes and reports later."""
