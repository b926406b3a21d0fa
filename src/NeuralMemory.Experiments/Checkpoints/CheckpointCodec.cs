using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Turns parameters, what a machine keeps besides, and optimizers into named tensors in the plain layout, and back.</summary>
internal static class CheckpointCodec
{
    /// <summary>Saves where training stands.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public static void Save(CheckpointStore store, TrainingState state, IMachine machine, IOptimizer optimizer)
    {
        ParameterSet parameters = machine.Parameters;
        state.OptimizerSteps = optimizer.Steps;
        store.Save(state.Step, Weights(machine), State(parameters, optimizer), state.ToJson());
    }

    /// <summary>A checkpoint of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">Its step; null for the latest.</param>
    /// <param name="best">Whether the best one is meant; the step then does not count.</param>
    /// <exception cref="RunException">There is no such checkpoint, it is damaged, or the system refused.</exception>
    public static Checkpoint Load(RunDirectory run, long? step, bool best) => !best
        ? run.Checkpoints().Load(step)
        : run.Checkpoints().LoadBest() ?? throw new RunException(
            RunProblem.Missing, $"no checkpoint of '{run.Path}' is marked as the best: "
            + "none was measured, while it trained, by the metric that decides");

    /// <summary>Where training stood.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="curriculum">The curriculum of the config; null for none.</param>
    /// <exception cref="RunException">The checkpoint's state is damaged, or one of another curriculum.</exception>
    public static TrainingState ReadState(Checkpoint checkpoint, CurriculumPlan? curriculum)
    {
        TrainingState state;
        try
        {
            state = TrainingState.FromJson(checkpoint.State);
        }
        catch (FormatException exception)
        {
            throw new RunException(
                RunProblem.Damaged, $"the checkpoint of step {checkpoint.Step} is damaged: {exception.Message}", exception);
        }

        return CurriculumPlan.Has(curriculum, state.Curriculum) ? state : throw new RunException(
            RunProblem.Damaged, $"the checkpoint of step {checkpoint.Step} does not fit the curriculum of the config");
    }

    /// <summary>The parameters, what was drawn with them and is not trained, and what a machine keeps besides.</summary>
    public static IEnumerable<NamedArray> Weights(IMachine machine) =>
        machine.Parameters.Tensors.Select(tensor => ToArray(tensor.Name, tensor, machine.Parameters.Block))
            .Concat(machine.Parameters.Fixed.Select(drawn => new NamedArray(drawn.Name, drawn.Shape.ToArray(), drawn.Span.ToArray())))
            .Concat(BuffersOf(machine).Select(buffer => new NamedArray(buffer.Name, buffer.Shape, buffer.Numbers)));

    /// <summary>What an optimizer remembers: <c>optimizer/momentum/controller/lstm0/weight</c>.</summary>
    public static IEnumerable<NamedArray> State(ParameterSet parameters, IOptimizer optimizer) =>
        optimizer.State.SelectMany(state => parameters.Tensors.Select(tensor => ToArray(NameOf(state, tensor), tensor, state.Block)));

    /// <summary>Gives a machine the weights of a checkpoint.</summary>
    /// <exception cref="RunException">The checkpoint is not this machine's; names the first difference.</exception>
    public static void Restore(Checkpoint checkpoint, IMachine machine)
    {
        ParameterSet parameters = machine.Parameters;
        IReadOnlyList<MachineBuffer> buffers = BuffersOf(machine);
        // Checkpoints of earlier versions lack what is drawn and not trained; the machine has drawn the same from its seed.
        FixedTensor[] drawn = [.. parameters.Fixed.Where(each => checkpoint.Weights.Any(array => array.Name == each.Name))];
        Dictionary<string, NamedArray> arrays = Match(
            checkpoint, checkpoint.Weights,
            [
                .. parameters.Tensors.Select(tensor => (tensor.Name, (IReadOnlyList<int>)tensor.Shape.ToArray())),
                .. drawn.Select(each => (each.Name, (IReadOnlyList<int>)each.Shape.ToArray())),
                .. buffers.Select(buffer => (buffer.Name, buffer.Shape)),
            ],
            "machine");
        foreach (PlainTensor tensor in parameters.Tensors)
            tensor.CopyIn(arrays[tensor.Name].Data.Span, parameters.Block);
        foreach (FixedTensor each in drawn)
            each.CopyIn(arrays[each.Name].Data.Span);
        machine.Buffers?.Set([.. buffers.Select(buffer => buffer with { Numbers = arrays[buffer.Name].Data.ToArray() })]);
    }

    /// <summary>Refuses weights with which a machine can only answer nonsense.</summary>
    /// <exception cref="RunException">One of them is not finite.</exception>
    public static void ExpectFinite(Checkpoint checkpoint)
    {
        foreach (NamedArray array in checkpoint.Weights)
            foreach (Real number in array.Data.Span)
                if (!Real.IsFinite(number))
                    throw new RunException(RunProblem.Damaged,
                        $"the checkpoint of step {checkpoint.Step} has numbers that are not finite, in '{array.Name}'; "
                        + "take an earlier one, or train anew");
    }

    /// <summary>Gives an optimizer the state of a checkpoint.</summary>
    /// <exception cref="RunException">The checkpoint is not this optimizer's; names the first difference.</exception>
    public static void Restore(Checkpoint checkpoint, ParameterSet parameters, IOptimizer optimizer, long steps)
    {
        (string Name, IReadOnlyList<int> Shape)[] wanted =
        [
            .. optimizer.State.SelectMany(state => parameters.Tensors.Select(
                tensor => (NameOf(state, tensor), (IReadOnlyList<int>)tensor.Shape.ToArray()))),
        ];
        Dictionary<string, NamedArray> arrays = Match(checkpoint, checkpoint.Optimizer, wanted, "optimizer");
        foreach (OptimizerState state in optimizer.State)
            foreach (PlainTensor tensor in parameters.Tensors)
                tensor.CopyIn(arrays[NameOf(state, tensor)].Data.Span, state.Block);
        optimizer.Steps = steps;
    }

    /// <summary>The arrays by name, which are those wanted and no others.</summary>
    private static Dictionary<string, NamedArray> Match(
        Checkpoint checkpoint, IReadOnlyList<NamedArray> found, IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> wanted, string what)
    {
        Dictionary<string, NamedArray> arrays = found.ToDictionary(array => array.Name);
        foreach (var (name, shape) in wanted)
        {
            if (!arrays.TryGetValue(name, out NamedArray? array))
                throw Refuse($"it has no tensor '{name}'");
            if (!array.Shape.SequenceEqual(shape))
                throw Refuse(
                    $"its tensor '{name}' has the shape [{string.Join(", ", array.Shape)}] instead of [{string.Join(", ", shape)}]");
        }

        if (arrays.Keys.Except(wanted.Select(each => each.Name)).Order(StringComparer.Ordinal).FirstOrDefault() is { } extra)
            throw Refuse($"it has a tensor '{extra}' too many");
        return arrays;

        RunException Refuse(string difference) => new(RunProblem.Damaged,
            $"the checkpoint of step {checkpoint.Step} does not fit the {what} of the config: {difference}");
    }

    private static IReadOnlyList<MachineBuffer> BuffersOf(IMachine machine) => machine.Buffers?.Copy() ?? [];

    /// <summary>What a checkpoint calls a tensor of an optimizer.</summary>
    public static string NameOf(OptimizerState state, PlainTensor tensor) => $"optimizer/{state.Name}/{tensor.Name}";

    private static NamedArray ToArray(string name, PlainTensor tensor, ReadOnlySpan<Real> block)
    {
        Real[] data = new Real[tensor.Shape.Count];
        tensor.CopyOut(block, data);
        return new(name, tensor.Shape.ToArray(), data);
    }
}
