"""Numeric kernels: arrays in, arrays out; association, dispersion, divergence, resampling, multiplicity, agreement."""
