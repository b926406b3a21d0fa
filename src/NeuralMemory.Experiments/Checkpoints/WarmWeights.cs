using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>The weights of one run on their way into another, over the slots that the other one has.</summary>
internal sealed class WarmWeights
{
    private readonly Experiment _here, _there;
    private readonly Checkpoint _checkpoint;
    private readonly TrainingState _state;
    private readonly string _directory;
    private readonly bool _withOptimizer;
    private readonly SourceMark _mark;
    private readonly IReadOnlyList<NamedArray> _weights;
    private readonly List<string> _notes = [];

    /// <param name="here">What is to begin with them.</param>
    /// <param name="there">What they were trained for.</param>
    /// <param name="checkpoint">Where they are.</param>
    /// <param name="directory">The folder of the run that trained them.</param>
    /// <param name="withOptimizer">Whether the state of the optimizer is taken, too.</param>
    /// <param name="mark">Where the user asked for them.</param>
    public WarmWeights(
        Experiment here, Experiment there, Checkpoint checkpoint, string directory, bool withOptimizer, SourceMark mark)
    {
        (_here, _there, _checkpoint, _directory, _withOptimizer, _mark) = (here, there, checkpoint, directory, withOptimizer, mark);
        _state = CheckpointCodec.ReadState(checkpoint, there.Curriculum);
        _weights = there.Config.Machine.Kind == here.Config.Machine.Kind ? Resized() : checkpoint.Weights;
        _notes.AddRange(ChannelDifferences.Between(there.Task, here.Task));
    }

    /// <summary>Gives them to a machine, and what the optimizer remembered to an optimizer, where that is asked for.</summary>
    /// <returns>Where they come from.</returns>
    /// <exception cref="InvalidInputException">They do not fit; names every tensor.</exception>
    public RunOrigin GiveTo(IMachine machine, IOptimizer optimizer)
    {
        Refuse("the weights do not fit", MachineWeights.Misfits(_weights, CheckpointCodec.Weights(machine)), MachineAdvice(machine));
        CheckpointCodec.Restore(_checkpoint with { Weights = _weights }, machine);
        if (_withOptimizer)
            Give(machine.Parameters, optimizer);
        return new()
        {
            Run = Path.GetFullPath(_directory),
            Name = _there.Config.Name,
            Seed = _there.Config.Seed,
            Task = _there.Task.Name,
            Step = _checkpoint.Step,
            Sequences = _state.Sequences,
            WeightsSha256 = _checkpoint.WeightsHash ?? "",
            WithOptimizer = _withOptimizer,
            Notes = _notes,
        };
    }

    private void Give(ParameterSet parameters, IOptimizer optimizer)
    {
        string there = _there.Config.Training.Optimizer.Method.Kind, here = _here.Config.Training.Optimizer.Method.Kind;
        if (there != here)
            throw new InvalidInputException(_mark, $"the optimizer is {there} there and {here} here, so that its state means nothing "
                + $"here: leave out --with-optimizer, or set training.optimizer.kind to {there}");
        IReadOnlyList<string> misfits = MachineWeights.Misfits(_checkpoint.Optimizer, CheckpointCodec.State(parameters, optimizer));
        Refuse("the optimizer's state does not fit", misfits,
            "leave out --with-optimizer: the optimizer then begins as that of a new run does");
        CheckpointCodec.Restore(_checkpoint, parameters, optimizer, _state.OptimizerSteps);
    }

    /// <summary>
    /// The weights over as many slots as there are here; what depends on their number as an evaluation with so many would have it.
    /// </summary>
    private NamedArray[] Resized()
    {
        using IMachine machine = _there.BuildMachine();
        CheckpointCodec.Restore(_checkpoint, machine);
        NamedArray[] weights = [.. CheckpointCodec.Weights(machine)];
        if (_here.Config.Machine.MemorySlots is not { } slots || _there.Config.Machine.MemorySlots is not { } old || slots == old)
            return weights;
        using IMachine? resized = machine.WithSlots(slots);
        if (resized is null)
            return weights;
        NamedArray[] over = [.. CheckpointCodec.Weights(resized)];
        Dictionary<string, NamedArray> before = weights.ToDictionary(array => array.Name);
        foreach (NamedArray array in over.Where(array => !array.Shape.SequenceEqual(before[array.Name].Shape)))
            _notes.Add($"'{array.Name}' depends on the number of slots, {old} there and {slots} here: "
                + "it begins as an evaluation with so many slots would have it");
        return over;
    }

    private void Refuse(string what, IReadOnlyList<string> misfits, string advice)
    {
        if (misfits.Count == 0)
            return;
        throw new InvalidInputException(
            [
                .. misfits.Prepend($"{what}, in {misfits.Count} {(misfits.Count == 1 ? "tensor" : "tensors")}").Append(advice)
                    .Select(text => new Diagnostic(_mark, text)),
            ]);
    }

    /// <summary>What to do about weights that do not fit: what differs of the configs, or of the tasks.</summary>
    private string MachineAdvice(IMachine machine)
    {
        List<string> differences =
        [
            .. MachineDifferences(),
            .. Width("input", MachineInputs.Of(_there.Task).Width, machine.InputWidth),
            .. Width("output", _there.Task.OutputWidth, machine.OutputWidth),
        ];
        string what = differences.Count == 0 ? "" : string.Join("; ", differences) + ": ";
        return $"{what}take what '{Path.Combine(_directory, RunFiles.Config)}' says, or train without --from";

        static IEnumerable<string> Width(string side, int there, int here) =>
            there == here ? [] : [$"the task has {there} {side} columns there and {here} here"];
    }

    private IEnumerable<string> MachineDifferences()
    {
        Dictionary<string, string> there = Keys(_there), here = Keys(_here);
        // Where the kinds differ, all else does.
        string[] paths = there["kind"] != here["kind"] ? ["kind"] : [.. there.Keys.Union(here.Keys)];
        return paths.Where(path => there.GetValueOrDefault(path) != here.GetValueOrDefault(path) && !IsSlots(path))
            .Select(path => $"machine.{path} is {there.GetValueOrDefault(path, "not set")} there and "
                + $"{here.GetValueOrDefault(path, "not set")} here");

        static Dictionary<string, string> Keys(Experiment experiment) =>
            new(YamlText.Flatten((YamlMapping)MachineSchema.Root.Write(experiment.Config.Machine)));

        // A memory of another size fits.
        static bool IsSlots(string path) => path == "memory.slots";
    }
}
