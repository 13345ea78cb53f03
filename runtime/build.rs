//! Builds the wasm runtime beside the native library.

fn main() {
	#[cfg(feature = "std")]
	substrate_wasm_builder::WasmBuilder::init_with_defaults().enable_metadata_hash("OPEN", 18).build();
}
