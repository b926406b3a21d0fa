using NeuralMemory.Autodiff;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Turns parameters and optimizers into named tensors in the plain layout, and back.</summary>
internal static class CheckpointCodec
{
    /// <summary>The parameters.</summary>
    public static IEnumerable<NamedArray> Weights(ParameterSet parameters) =>
        parameters.Tensors.Select(tensor => ToArray(tensor.Name, tensor, parameters.Block));

    /// <summary>What an optimizer remembers: <c>optimizer/momentum/controller/lstm0/weight</c>.</summary>
    public static IEnumerable<NamedArray> State(ParameterSet parameters, IOptimizer optimizer) =>
        optimizer.State.SelectMany(state => parameters.Tensors.Select(tensor => ToArray(NameOf(state, tensor), tensor, state.Block)));

    /// <summary>Gives a machine the weights of a checkpoint.</summary>
    /// <exception cref="RunException">The checkpoint is not this machine's; names the first difference.</exception>
    public static void Restore(Checkpoint checkpoint, ParameterSet parameters)
    {
        Check(checkpoint, checkpoint.Weights, [.. parameters.Tensors.Select(tensor => (tensor.Name, tensor))], "machine");
        foreach (var (tensor, array) in parameters.Tensors.Zip(
            InOrder(checkpoint.Weights, parameters.Tensors.Select(tensor => tensor.Name))))
            tensor.CopyIn(array.Data.Span, parameters.Block);
    }

    /// <summary>Gives an optimizer the state of a checkpoint.</summary>
    /// <exception cref="RunException">The checkpoint is not this optimizer's; names the first difference.</exception>
    public static void Restore(Checkpoint checkpoint, ParameterSet parameters, IOptimizer optimizer, long steps)
    {
        (string Name, PlainTensor Tensor)[] wanted =
            [.. optimizer.State.SelectMany(state => parameters.Tensors.Select(tensor => (NameOf(state, tensor), tensor)))];
        Check(checkpoint, checkpoint.Optimizer, wanted, "optimizer");
        foreach (OptimizerState state in optimizer.State)
            foreach (var (tensor, array) in parameters.Tensors.Zip(
                InOrder(checkpoint.Optimizer, parameters.Tensors.Select(tensor => NameOf(state, tensor)))))
                tensor.CopyIn(array.Data.Span, state.Block);
        optimizer.Steps = steps;
    }

    private static void Check(
        Checkpoint checkpoint, IReadOnlyList<NamedArray> found, IReadOnlyList<(string Name, PlainTensor Tensor)> wanted, string what)
    {
        Dictionary<string, NamedArray> arrays = found.ToDictionary(array => array.Name);
        foreach (var (name, tensor) in wanted)
        {
            if (!arrays.Remove(name, out NamedArray? array))
                throw Refuse($"it has no tensor '{name}'");
            if (!array.Shape.SequenceEqual(tensor.Shape.ToArray()))
                throw Refuse($"its tensor '{name}' has the shape [{string.Join(", ", array.Shape)}] instead of {tensor.Shape}");
        }

        if (arrays.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } extra)
            throw Refuse($"it has a tensor '{extra}' too many");

        RunException Refuse(string difference) => new(RunProblem.Damaged,
            $"the checkpoint of step {checkpoint.Step} does not fit the {what} of the config: {difference}");
    }

    private static IEnumerable<NamedArray> InOrder(IReadOnlyList<NamedArray> arrays, IEnumerable<string> names)
    {
        Dictionary<string, NamedArray> byName = arrays.ToDictionary(array => array.Name);
        return names.Select(name => byName[name]);
    }

    private static string NameOf(OptimizerState state, PlainTensor tensor) => $"optimizer/{state.Name}/{tensor.Name}";

    private static NamedArray ToArray(string name, PlainTensor tensor, ReadOnlySpan<Real> block)
    {
        Real[] data = new Real[tensor.Shape.Count];
        tensor.CopyOut(block, data);
        return new(name, tensor.Shape.ToArray(), data);
    }
}
