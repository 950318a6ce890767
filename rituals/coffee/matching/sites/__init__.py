"""Sites where some people stay."""
