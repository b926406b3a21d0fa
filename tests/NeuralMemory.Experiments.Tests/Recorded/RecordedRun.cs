using System.Text.Json.Nodes;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>A run that an older version left in the middle, copied to where it may go on.</summary>
internal sealed class RecordedRun
{
    private const int Episodes = 40;
    private readonly string _source, _copy;
    private readonly Lab _lab;
    private readonly JsonNode? _recorded;

    /// <param name="name">The run's folder in <c>Fixtures</c>.</param>
    /// <param name="lab">Where the copy goes.</param>
    public RecordedRun(string name, Lab lab)
    {
        (Name, _lab) = (name, lab);
        (_source, _copy) = (Path.Combine(Fixtures, name, "run"), lab.In(name));
        Copy(_source, _copy);
        string path = Path.Combine(Fixtures, name, "expected.json");
        _recorded = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) : null;
    }

    /// <summary>The folder of all recorded runs.</summary>
    public static string Fixtures { get; } = Path.Combine(Lab.Repository, "tests", "NeuralMemory.Experiments.Tests", "Fixtures");

    /// <summary>The run's name.</summary>
    public string Name { get; }

    /// <summary>What the older version made of the run; null when that was not recorded.</summary>
    public JsonNode? Expected => _recorded?["run"];

    /// <summary>Whether the machine that recorded computes the same bits as this one.</summary>
    public bool IsOfThisArithmetic => _recorded?["arithmetic"]?.GetValue<string>() == Arithmetic.Here;

    /// <summary>Where the run stopped, and what it had written until then.</summary>
    public JsonNode Stopped() => Describe(_source, after: 0);

    /// <summary>The same of a run that begins anew, with the same config, and stops at the same step.</summary>
    public JsonNode BegunAnew()
    {
        // The task is the run's own, under the name that the config has for it: that of the repository may change.
        string folder = Directory.CreateDirectory(_lab.In($"{Name}-anew/tasks")).Parent!.FullName;
        string config = Path.Combine(folder, RunFiles.Config), task = Path.Combine(_copy, RunFiles.Task);
        File.Copy(Path.Combine(_copy, RunFiles.Config), config);
        string name = Experiment.Load(config, [$"task.name={task}"]).Task.Name;
        File.Copy(task, Path.Combine(folder, "tasks", name + ".yaml"));
        string run = Path.Combine(folder, "run");
        Run.Start(Experiment.Load(config), Lab.Options(run));
        return Describe(run, after: 0);
    }

    /// <summary>Evaluates and records at two settings, goes on with the run, and evaluates once more.</summary>
    /// <param name="steps">How many steps the run has in the end.</param>
    /// <param name="harder">The second setting.</param>
    public JsonNode GoOn(int steps, string[] harder)
    {
        EvaluationRequest asTrained = new() { Episodes = Episodes }, other = asTrained with { Settings = harder };
        long stopped = StepOf(_copy);
        JsonObject before = Measure(asTrained, other);
        Run.Resume(_copy, Lab.Options(), [$"training.steps={steps}"]);
        return RunRecord.Portable(new JsonObject
        {
            ["before"] = before,
            ["resumed"] = Describe(_copy, stopped),
            ["after"] = Measure(asTrained, other),
        });
    }

    private JsonObject Measure(EvaluationRequest asTrained, EvaluationRequest other)
    {
        using TrainedMachine machine = TrainedMachine.Open(_copy);
        return new()
        {
            ["evaluation"] = RunRecord.Of(Assert.Single(machine.Evaluate(asTrained))),
            ["harder"] = RunRecord.Of(Assert.Single(machine.Evaluate(other))),
            ["recording"] = RunRecord.Of(machine.Record(asTrained, episode: 1)),
            ["harder_recording"] = RunRecord.Of(machine.Record(other)),
        };
    }

    private static JsonNode Describe(string path, long after)
    {
        using RunDirectory run = RunDirectory.Open(path);
        return RunRecord.Portable(new JsonObject
        {
            ["metrics"] = RunRecord.Of(run.ReadMetrics().Where(record => record.Step > after)),
            ["checkpoint"] = RunRecord.Of(run.Checkpoints().Load()),
        });
    }

    private static long StepOf(string path)
    {
        using RunDirectory run = RunDirectory.Open(path);
        return run.Checkpoints().Latest() ?? throw new InvalidOperationException($"'{path}' has no checkpoint");
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (string folder in Directory.GetDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
