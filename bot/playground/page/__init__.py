"""The page: one HTML file with its style and scripts, and the JSON it lives on."""
