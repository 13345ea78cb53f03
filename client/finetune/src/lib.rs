//! Llama-family model, LoRA and QLoRA trainer, checkpoints and PEFT export.
