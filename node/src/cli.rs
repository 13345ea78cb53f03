//! The command line's options and subcommands.

use clap::Parser;
use std::path::PathBuf;

/// The subcommand with which a node starts an engine.
pub const ENGINE: &str = "engine";

/// The OpenLedger node: makes, serves and pays for specialised models, and secures their chain.
#[derive(Debug, Parser)]
#[command(
	propagate_version = true,
	args_conflicts_with_subcommands = true,
	subcommand_negates_reqs = true,
	version(env!("SUBSTRATE_CLI_IMPL_VERSION"))
)]
pub struct Cli {
	/// Run a subcommand instead of a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// Options of running a node.
	#[clap(flatten)]
	pub run: sc_cli::RunCmd,

	/// Options of providers, and of everybody who keeps blobs.
	#[clap(flatten)]
	pub provider: ProviderArgs,

	/// Options of operators.
	#[clap(flatten)]
	pub operator: OperatorArgs,

	/// Options of the studio.
	#[clap(flatten)]
	pub studio: StudioArgs,
}

/// Options of the studio.
#[derive(Debug, Clone, clap::Args)]
pub struct StudioArgs {
	/// Serve the studio, the page for people, on this address.
	///
	/// Without an address that is 127.0.0.1:8090, which this machine alone reaches. The page connects to this
	/// node's JSON-RPC by itself. A page that comes from elsewhere has to be let in by --rpc-cors.
	#[arg(
		long,
		value_name = "ADDRESS",
		num_args = 0..=1,
		default_missing_value = "127.0.0.1:8090",
		help_heading = "Studio"
	)]
	pub studio: Option<std::net::SocketAddr>,
}

/// Options of operators.
#[derive(Debug, Clone, clap::Args)]
pub struct OperatorArgs {
	/// Start even if a port is taken: without peers who call, on another RPC port, without metrics, or
	/// without the studio.
	#[arg(long, help_heading = "Operation")]
	pub allow_taken_ports: bool,
}

/// Callers that may upload or download blobs over RPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Callers {
	/// Nobody.
	Off,
	/// Callers that may use unsafe RPC methods: by default, those on this machine.
	Local,
	/// Anybody who reaches the RPC port.
	Public,
}

/// State of a switch: on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Switch {
	/// Turn the feature on.
	On,
	/// Turn the feature off.
	Off,
}

/// Options of providers, and of everybody who keeps blobs.
#[derive(Debug, Clone, clap::Args)]
pub struct ProviderArgs {
	/// Train and serve models for payment.
	///
	/// The node claims jobs that the registered provider can run, fine-tunes, submits results and answers
	/// paid chat requests. The worker key is created at the first start. Register it with
	/// `ModelFactory.register_provider`.
	#[arg(long, help_heading = "Provider")]
	pub provider: bool,

	/// Base model. Repeat the option for several.
	///
	/// A GGUF file is used in place, not copied. A folder of safetensors as Hugging Face has it, or the first
	/// file of a split GGUF model, is written once as the one file that it is on chain, below the base path.
	#[arg(long, value_name = "PATH", help_heading = "Provider")]
	pub base_model: Vec<PathBuf>,

	/// Address on which the chat service listens.
	#[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8088", help_heading = "Provider")]
	pub serve_addr: std::net::SocketAddr,

	/// Serve this model, by its number. Repeat the option for several.
	///
	/// Nothing but the models that this and `--serve-base` name is fetched, loaded, indexed or repeated for
	/// others. Without either, these are the models of the bases that the provider registered for.
	#[arg(long, value_name = "MODEL", help_heading = "Provider")]
	pub serve_model: Vec<openledger_primitives::ModelId>,

	/// Serve this base model, by its number, and every model tuned from it. Repeat the option for several.
	#[arg(long, value_name = "MODEL", help_heading = "Provider")]
	pub serve_base: Vec<openledger_primitives::ModelId>,

	/// Least price of a served model, in planck for 1,000 tokens: one number, or two for tokens read and
	/// tokens written, as in 100,200.
	///
	/// Sessions that were opened at a lower price get no answers.
	#[arg(long, value_name = "PLANCK", default_value = "0", help_heading = "Provider")]
	pub min_price: openledger_serving::MinPrice,

	/// Let web pages of this origin use the chat service, as in `https://chat.example`. Repeat the option for
	/// several; `*` allows all.
	#[arg(long, value_name = "ORIGIN", value_parser = read_origin, help_heading = "Provider")]
	pub serve_cors: Vec<String>,

	/// Most connections of the chat service. The default is an eighth of the descriptors that the system lets
	/// the node have, and at most 512.
	#[arg(long, value_name = "N", help_heading = "Provider")]
	pub serve_connections: Option<std::num::NonZeroUsize>,

	/// Threads for training and inference. The default is one for each core.
	///
	/// They run at a low priority, so that block production gets its share.
	#[arg(long, value_name = "N", help_heading = "Provider")]
	pub worker_threads: Option<usize>,

	/// Memory that models may take, in MiB. The default is three quarters of what the machine has left.
	///
	/// Training, indexing and chat share it. A model that does not fit is refused; one whose unpacked
	/// weights do not fit computes more slowly, with the same results.
	#[arg(long, value_name = "MIB", help_heading = "Provider")]
	pub max_model_memory: Option<u64>,

	/// Time that a paid session must be idle before it is settled on chain, in seconds.
	#[arg(long, value_name = "SECONDS", default_value_t = 6, help_heading = "Provider")]
	pub settle_after: u64,

	/// Value from which an idle session is settled, in fees of the settlement.
	///
	/// A session that closes, is full or is paid by a key that ends is settled from five fees on.
	#[arg(long, value_name = "N", default_value_t = 20, help_heading = "Provider")]
	pub settle_fees: u32,

	/// Disk space for blobs, in MiB. Base models do not count.
	#[arg(long, value_name = "MIB", default_value_t = 4096, help_heading = "Blobs")]
	pub blob_quota_mib: u64,

	/// Callers that may upload blobs over RPC.
	#[arg(long, value_enum, default_value = "local", help_heading = "Blobs")]
	pub blob_uploads: Callers,

	/// Callers that may download blobs over RPC.
	#[arg(long, value_enum, default_value = "public", help_heading = "Blobs")]
	pub blob_downloads: Callers,

	/// Give the files of --base-model to other nodes and to callers that may download blobs.
	///
	/// Without it they stay on this machine, whatever their licence says.
	#[arg(long, help_heading = "Blobs")]
	pub share_base_models: bool,

	/// Exchange blobs with other nodes: serve them, and download those that a job or a model needs.
	#[arg(long, value_enum, value_name = "SWITCH", default_value = "on", help_heading = "Blobs")]
	pub blob_exchange: Switch,

	/// Upload rate for each peer, in MiB of blobs per second.
	#[arg(long, value_name = "MIB", default_value_t = 64, help_heading = "Blobs")]
	pub blob_upload_rate: u64,

	/// How long to look for a missing blob, in seconds.
	///
	/// After that, jobs that need it are returned and chat requests are refused.
	#[arg(long, value_name = "SECONDS", default_value_t = 600, help_heading = "Blobs")]
	pub blob_patience: u64,

	/// Time to keep a blob after its last use, in seconds, if neither the chain nor a pin refers to it.
	#[arg(long, value_name = "SECONDS", default_value_t = 86_400, help_heading = "Blobs")]
	pub blob_grace: u64,
}

/// Checks that a text is an origin as browsers send it: scheme, host and perhaps a port.
fn read_origin(text: &str) -> Result<String, String> {
	let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
	let is_host = |host: &str| {
		let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
		!host.is_empty() && host.chars().all(is_allowed) && host == host.to_ascii_lowercase()
	};
	match text == "*" || host.is_some_and(is_host) {
		true => Ok(text.into()),
		false => {
			Err("an origin is https://HOST or http://HOST:PORT in small letters, without a path, or *".into())
		},
	}
}

impl ProviderArgs {
	/// Makes the budget that all models of the node share.
	pub fn model_budget(&self) -> std::sync::Arc<openledger_model::Budget> {
		openledger_cli::MemoryArgs { max_model_memory: self.max_model_memory }.budget()
	}
}

/// Subcommands, which run instead of a node.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)]
pub enum Subcommand {
	/// Fine-tune a base model on a JSONL file, without a chain. Tests a provider's machine, or repeats a job.
	Finetune(openledger_cli::FinetuneArgs),

	/// Ask a base or tuned model one question, without a chain.
	Chat(openledger_cli::ChatArgs),

	/// Convert an adapter that was downloaded by its root into a PEFT directory.
	Adapter(openledger_cli::AdapterArgs),

	/// Show which records of a file shaped answers, without a chain.
	Attribute(openledger_cli::AttributeArgs),

	/// Check files of records: which rows can be trained on, what repeats, what looks like a secret.
	CheckData(openledger_cli::CheckDataArgs),

	/// Write a base model that is a folder or split as the one GGUF file that it is on chain, and print its
	/// root.
	Join(openledger_cli::JoinArgs),

	/// Run an engine for a node, which starts it itself and talks to it over standard input and output.
	#[command(hide = true)]
	Engine,

	/// Print the root of a file, which is the name of its blob.
	BlobRoot(BlobRootArgs),

	/// Check a node, running or stopped, and say what to do. Exit code 1 if there are faults.
	Doctor(DoctorArgs),

	/// Generate, inspect and insert keys.
	#[command(subcommand)]
	Key(KeyCommand),

	/// Verify a signature of a message.
	Verify(sc_cli::VerifyCmd),

	/// Generate a seed whose address contains a pattern.
	Vanity(sc_cli::VanityCmd),

	/// Sign a message with a key.
	Sign(sc_cli::SignCmd),

	/// Print a chain specification, plain or raw.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Re-validate blocks of the chain.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Export blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Export the state of a block into a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Import blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Remove the chain's database. Keys, blobs and the worker's files stay.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Revert the chain to an earlier block.
	Revert(sc_cli::RevertCmd),

	/// Print information about the database.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Measure the weights of calls.
	#[cfg(feature = "runtime-benchmarks")]
	#[command(subcommand)]
	Benchmark(frame_benchmarking_cli::BenchmarkCmd),
}

/// Arguments of the subcommand `blob-root`.
#[derive(Debug, clap::Args)]
pub struct BlobRootArgs {
	/// Path of the file to hash.
	pub file: PathBuf,
}

/// Subcommands about keys.
#[derive(Debug, clap::Subcommand)]
pub enum KeyCommand {
	/// Make a node key, the identity of a node among its peers, and print its peer id on standard error.
	GenerateNodeKey(GenerateNodeKey),

	/// Generate a random account.
	Generate(sc_cli::GenerateCmd),

	/// Print the public key and the address of a secret.
	Inspect(sc_cli::InspectKeyCmd),

	/// Print the peer id of a node key.
	InspectNodeKey(sc_cli::InspectNodeKeyCmd),

	/// Insert a key into the keystore of a node.
	Insert(sc_cli::InsertKeyCmd),
}

/// Arguments of `key generate-node-key`.
#[derive(Debug, clap::Args)]
pub struct GenerateNodeKey {
	/// File for the key. It gets mode 600 and must not be there yet. The key goes to standard output
	/// otherwise.
	#[arg(long, value_name = "FILE")]
	pub file: Option<PathBuf>,

	/// Write raw bytes instead of hexadecimal digits.
	#[arg(long)]
	pub bin: bool,

	/// Chain whose folder below the base path gets the key.
	#[arg(long, value_name = "CHAIN_SPEC", default_value = "")]
	pub chain: String,

	/// Base path of the node that gets the key.
	#[arg(long, value_name = "PATH", conflicts_with_all = ["file", "default_base_path"])]
	pub base_path: Option<PathBuf>,

	/// Put the key below the default base path.
	#[arg(long, conflicts_with_all = ["base_path", "file"])]
	pub default_base_path: bool,

	/// Succeed and change nothing if the file is there already.
	#[arg(long)]
	pub keep: bool,
}

/// Arguments of the subcommand `doctor`. Give it those that the node is started with.
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {
	/// Chain of the node.
	#[arg(long, value_name = "CHAIN_SPEC", default_value = "")]
	pub chain: String,

	/// Base path of the node.
	#[arg(long, short = 'd', value_name = "PATH")]
	pub base_path: Option<PathBuf>,

	/// Address of the node's JSON-RPC.
	#[arg(long, value_name = "URL", default_value = "http://127.0.0.1:9944")]
	pub rpc_url: String,

	/// Address under which others reach the node's JSON-RPC, to see that unsafe methods are refused there.
	#[arg(long, value_name = "URL")]
	pub public_rpc: Option<String>,

	/// File of the node key.
	#[arg(long, value_name = "FILE")]
	pub node_key_file: Option<PathBuf>,

	/// The node is to validate.
	#[arg(long)]
	pub validator: bool,

	/// The node is to train and serve.
	#[arg(long)]
	pub provider: bool,

	/// Base model, a GGUF file or a folder. Repeat the option for several.
	#[arg(long, value_name = "PATH")]
	pub base_model: Vec<PathBuf>,

	/// Disk space for blobs, in MiB.
	#[arg(long, value_name = "MIB", default_value_t = 4096)]
	pub blob_quota_mib: u64,

	/// Port of peers, looked at if the node does not run.
	#[arg(long, value_name = "PORT", default_value_t = 30333)]
	pub port: u16,

	/// Port of JSON-RPC, looked at if the node does not run.
	#[arg(long, value_name = "PORT", default_value_t = 9944)]
	pub rpc_port: u16,

	/// Port of metrics, looked at if the node does not run.
	#[arg(long, value_name = "PORT", default_value_t = 9615)]
	pub prometheus_port: u16,

	/// Print JSON.
	#[arg(long)]
	pub json: bool,
}
