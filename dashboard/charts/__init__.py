"""Charts: figures become a neutral description, which a drawing module turns into Plotly or SVG."""
