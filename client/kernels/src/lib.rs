//! CPU kernels with a fixed order of operations, as candle custom operators.
