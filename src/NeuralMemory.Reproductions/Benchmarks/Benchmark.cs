using System.Collections.Concurrent;
using NeuralMemory.Experiments;
using NeuralMemory.Shipped;
using NeuralMemory.Sweeps;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>
/// Machines that are compared on tasks, checked: every task can be trained and measures what the table is of. Each machine has the same
/// trials on each task: each rate on the first seed, and then the best of them on all seeds (<see cref="BenchmarkCell"/>).
/// </summary>
public sealed class Benchmark
{
    private readonly ConcurrentDictionary<(string Task, string Machine), long> _sizes = new();

    private Benchmark(string path, BenchmarkDefinition definition, string results, string runs)
    {
        (ConfigPath, Definition) = (path, definition);
        Name = Path.GetFileNameWithoutExtension(path) is var stem && stem != Stem
            ? stem
            : Path.GetFileName(Path.GetDirectoryName(ShippedFiles.IsShipped(path) ? path : Path.GetFullPath(path)))!;
        (Folder, RunsFolder) = (Path.Combine(results, Name), Path.Combine(runs, Name));
    }

    /// <summary>Where the pages and tables are, below the current folder.</summary>
    public const string DefaultResults = "results/benchmarks";

    /// <summary>Where the runs are, below the current folder.</summary>
    public const string DefaultRuns = "results/benchmark-runs";

    /// <summary>The name of a benchmark's file in the folder of its configs.</summary>
    public const string FileName = Stem + ".yaml";

    private const string Stem = "benchmark";

    /// <summary>The name of the folder that its file lies in; where the file has a name of its own, that one.</summary>
    public string Name { get; }

    /// <summary>Its file.</summary>
    public string ConfigPath { get; }

    /// <summary>What its file says, the machines filled in.</summary>
    public BenchmarkDefinition Definition { get; }

    /// <summary>Where its page is, and the table of its runs.</summary>
    public string Folder { get; }

    /// <summary>Where its runs are: <c>TASK/MACHINE/RATE/seed-N</c>.</summary>
    public string RunsFolder { get; }

    /// <summary>Each task with the first machine, in order.</summary>
    public IReadOnlyList<Experiment> Tasks { get; private init; } = [];

    /// <summary>Whether a machine is the better the higher the metric is.</summary>
    public bool HigherIsBetter => TaskMetrics.Find(Definition.Metric)!.Value.HigherIsBetter;

    /// <summary>The names of the machines, in order.</summary>
    public IEnumerable<string> Machines => Definition.Machines.Machines.Keys;

    /// <summary>Reads a benchmark and checks it.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="results">Where the pages of all benchmarks are.</param>
    /// <param name="runs">Where the runs of all benchmarks are.</param>
    /// <param name="seeds">
    /// The seeds of the rate that is chosen, in place of the file's; it is chosen on the file's first all the same.
    /// </param>
    /// <exception cref="InvalidInputException">It is wrong; every problem is in it.</exception>
    public static Benchmark Load(
        string path, string results = DefaultResults, string runs = DefaultRuns, IReadOnlyList<long>? seeds = null)
    {
        Diagnostics diagnostics = new();
        BenchmarkDefinition? definition = new BenchmarkReader(path, diagnostics).Read();
        diagnostics.ThrowIfAny();
        if (seeds is not null)
            definition = definition! with { Seeds = [definition.Seeds[0], .. seeds.Except([definition.Seeds[0]])] };
        Benchmark benchmark = new(path, definition!, results, runs);
        YamlMapping root = (YamlMapping)YamlReader.ReadFile(path, diagnostics)!;
        Experiment?[] tasks = [.. definition!.Tasks.Zip(BenchmarkReader.MarksOfTasks(root), (task, mark) =>
            benchmark.Check(task.Name, mark, diagnostics))];
        diagnostics.ThrowIfAny();
        return new(path, definition, results, runs) { Tasks = tasks! };
    }

    /// <summary>The folder of a run.</summary>
    public string RunOf(string task, string machine, LearningRate rate, long seed) =>
        Path.Combine(RunsFolder, task, machine, rate.Text, SeedFolder.Of(seed));

    /// <summary>A run that is wanted.</summary>
    public Job JobOf(string task, string machine, LearningRate rate, long seed) => new()
    {
        Id = $"{task}/{machine}/{rate}/{SeedFolder.Of(seed)}",
        Group = $"{task}/{machine}, rate {rate}",
        Seed = seed,
        Directory = RunOf(task, machine, rate, seed),
        Load = () => Load(task, machine, rate, seed),
    };

    /// <summary>What is trained, on one thread.</summary>
    /// <exception cref="InvalidInputException">The machine does not fit the task; every problem is in it.</exception>
    public Experiment Load(string task, string machine, LearningRate rate, long seed)
    {
        Diagnostics diagnostics = new();
        Experiment? experiment = Read(task, machine, rate, seed, diagnostics);
        diagnostics.ThrowIfAny();
        return experiment!;
    }

    /// <summary>How many parameters a machine has on a task.</summary>
    /// <exception cref="InvalidInputException">The machine does not fit the task; every problem is in it.</exception>
    public long SizeOf(string task, string machine) => _sizes.GetOrAdd((task, machine), cell =>
        MachineSize.Of(Load(cell.Task, cell.Machine, Definition.Rates[0], Definition.Seeds[0])));

    private Experiment? Check(string task, SourceMark mark, Diagnostics diagnostics)
    {
        int before = diagnostics.Count;
        Experiment? experiment = Read(task, Machines.First(), Definition.Rates[0], Definition.Seeds[0], diagnostics);
        if (experiment is null || diagnostics.Count > before)
            return null;
        string[] measured = [.. experiment.Task.Metrics.Select(metric => metric.Name)];
        if (!measured.Contains(Definition.Metric))
            diagnostics.Add(mark, $"'tasks': {task} does not measure {Definition.Metric} (it measures {string.Join(", ", measured)})");
        if (experiment.Config.Evaluation.Every is null)
            diagnostics.Add(mark, $"'tasks': {task} is evaluated only at its end, and rates are chosen by an evaluation before; "
                + "write 'evaluation.every: 500' below 'overrides', or set it in the config");
        return experiment;
    }

    private Experiment? Read(string task, string machine, LearningRate rate, long seed, Diagnostics diagnostics)
    {
        string path = BenchmarkReader.ConfigOf(ConfigPath, task);
        if (ConfigTree.Read(path, diagnostics) is not { } tree)
            return null;
        YamlNode node = Definition.Machines.Machines[machine];
        bool isSet = ConfigTree.Set(tree, "machine", node is YamlMapping section ? ConfigTree.Copy(section) : node, node.Mark, diagnostics)
            && Set("training.optimizer.rate", rate.Text) && Set("training.threads", "1") && Set("seed", $"{seed}");
        foreach (var (key, value) in Definition.Overrides)
            isSet &= ConfigTree.Set(tree, key, value, value.Mark, diagnostics);
        return !isSet ? null : Experiment.Read(
            tree, diagnostics, name => TaskLibrary.For(path).Load(name, tree.MarkOf("task.name"), diagnostics),
            folder: ShippedFiles.IsShipped(path) ? null : Path.GetDirectoryName(Path.GetFullPath(path)));

        bool Set(string key, string text) => ConfigTree.Set(tree, key, new YamlScalar(default, text), default, diagnostics);
    }
}
