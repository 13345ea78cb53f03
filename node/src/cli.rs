//! The command line.

use clap::Parser;
use std::path::PathBuf;

/// The OpenLedger node: makes, serves and pays for specialised models, and secures their chain.
#[derive(Debug, Parser)]
#[command(
	propagate_version = true,
	args_conflicts_with_subcommands = true,
	subcommand_negates_reqs = true,
	version(env!("SUBSTRATE_CLI_IMPL_VERSION"))
)]
pub struct Cli {
	/// Another job than running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// Running a node.
	#[clap(flatten)]
	pub run: sc_cli::RunCmd,

	/// Providing.
	#[clap(flatten)]
	pub provider: ProviderArgs,
}

/// Who may upload blobs over RPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum BlobUploads {
	/// No one.
	Off,
	/// Whoever may call unsafe RPC methods: by default, callers on this machine.
	Local,
	/// Anyone who reaches the RPC port, within the quota.
	Public,
}

/// Whether something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Switch {
	/// It is.
	On,
	/// It is not.
	Off,
}

/// What a provider and a keeper of blobs may set.
#[derive(Debug, Clone, clap::Args)]
pub struct ProviderArgs {
	/// Train and serve models: claims jobs that the registered provider can run, fine-tunes, submits results and
	/// answers paid chat requests. The worker key is created at first start; register it with
	/// `ModelFactory.register_provider`.
	#[arg(long, help_heading = "Provider")]
	pub provider: bool,

	/// A base model's GGUF file; repeat for several. It is used where it lies, not copied.
	#[arg(long, value_name = "GGUF", help_heading = "Provider")]
	pub base_model: Vec<PathBuf>,

	/// Where the chat service listens.
	#[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8088", help_heading = "Provider")]
	pub serve_addr: std::net::SocketAddr,

	/// Threads for training and inference. The default leaves block production its share: as many as there are
	/// cores, at a low priority.
	#[arg(long, value_name = "N", help_heading = "Provider")]
	pub worker_threads: Option<usize>,

	/// Seconds a paid session rests before it is settled on chain.
	#[arg(long, value_name = "SECONDS", default_value_t = 6, help_heading = "Provider")]
	pub settle_after: u64,

	/// Most disk space for blobs, in MiB. Base models do not count.
	#[arg(long, value_name = "MIB", default_value_t = 4096, help_heading = "Blobs")]
	pub blob_quota_mib: u64,

	/// Who may upload blobs over RPC.
	#[arg(long, value_enum, default_value = "local", help_heading = "Blobs")]
	pub blob_uploads: BlobUploads,

	/// Whether blobs are exchanged with other nodes: served to them, and fetched from them when a job or a model needs
	/// what is not here.
	#[arg(long, value_enum, value_name = "SWITCH", default_value = "on", help_heading = "Blobs")]
	pub blob_exchange: Switch,

	/// Most MiB of blobs a second that each peer is sent.
	#[arg(long, value_name = "MIB", default_value_t = 64, help_heading = "Blobs")]
	pub blob_upload_rate: u64,

	/// Seconds after which a search for a blob is called vain: a job that needs it is given back, and an answer refused.
	#[arg(long, value_name = "SECONDS", default_value_t = 600, help_heading = "Blobs")]
	pub blob_patience: u64,

	/// Seconds that a blob is kept which neither the chain nor a pin refers to, from when it was last used.
	#[arg(long, value_name = "SECONDS", default_value_t = 86_400, help_heading = "Blobs")]
	pub blob_grace: u64,
}

/// Other jobs than running a node.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)]
pub enum Subcommand {
	/// Fine-tunes a base model on a JSONL file, without a chain: checks a provider's machine, re-checks a job.
	Finetune(openledger_cli::FinetuneArgs),

	/// Asks a base or tuned model one question, without a chain.
	Chat(openledger_cli::ChatArgs),

	/// Turns an adapter downloaded by its root into a PEFT directory.
	Adapter(openledger_cli::AdapterArgs),

	/// Tells which records of a file shaped each of some answers, without a chain.
	Attribute(openledger_cli::AttributeArgs),

	/// Prints the root of a file: the name of its blob.
	BlobRoot(BlobRootArgs),

	/// Handles keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Verifies a signature.
	Verify(sc_cli::VerifyCmd),

	/// Generates a seed whose address has a wanted pattern.
	Vanity(sc_cli::VanityCmd),

	/// Signs a message.
	Sign(sc_cli::SignCmd),

	/// Prints a chain specification, plain or raw.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Checks blocks again.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Exports blocks.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Exports the state of a block into a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Imports blocks.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Removes the chain's database. Keys, blobs and the worker's files stay.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Takes blocks back.
	Revert(sc_cli::RevertCmd),

	/// Prints information on the database.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Measures weights.
	#[cfg(feature = "runtime-benchmarks")]
	#[command(subcommand)]
	Benchmark(frame_benchmarking_cli::BenchmarkCmd),
}

/// Arguments of `blob-root`.
#[derive(Debug, clap::Args)]
pub struct BlobRootArgs {
	/// The file.
	pub file: PathBuf,
}
