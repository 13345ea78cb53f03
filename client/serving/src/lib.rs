//! Answers paid chat requests for listed models and keeps receipts and vouchers.
