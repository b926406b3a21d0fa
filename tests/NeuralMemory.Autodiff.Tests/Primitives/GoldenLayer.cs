using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>
/// A linear layer that stands for a weight of a golden case, and a bias where there is one; another weight than the case's own is for
/// layers that are a part of it.
/// </summary>
internal sealed record GoldenLayer(string Weight, string? Bias = null)
{
    private Func<GoldenTensor, GoldenTensor> _part = tensor => tensor;

    /// <summary>The layer of some columns of the weight [O, I].</summary>
    public GoldenLayer Columns(int from, int count) => this with
    {
        _part = weight => new([weight.Shape[0], count],
            [.. Enumerable.Range(0, weight.Shape[0]).SelectMany(row => weight[row].Data.Skip(from).Take(count))]),
    };

    /// <summary>The layer of one output whose weight is a vector.</summary>
    public GoldenLayer OfOneOutput() => this with { _part = weight => new([1, weight.Data.Length], weight.Data) };

    /// <summary>Declares the layers in the order in which <see cref="Begin"/> takes them.</summary>
    public static Action<ParameterScope> Declare(string folder, string name, params GoldenLayer[] layers) => scope =>
    {
        GoldenCase golden = GoldenCase.Load(folder, name);
        for (int i = 0; i < layers.Length; i++)
        {
            int[] shape = layers[i]._part(golden.Inputs[layers[i].Weight]).Shape;
            scope.Linear($"layer{i}", shape[1], shape[0], LinearInitializer.Default);
        }
    };

    /// <summary>Sets all layers of a run to the case's weights.</summary>
    public static void Begin(GoldenRun run, params GoldenLayer[] layers)
    {
        foreach ((GoldenLayer layer, Parameter parameter) in layers.Zip(run.Parameters.Items))
        {
            GoldenTensor weight = layer._part(run.Golden.Inputs[layer.Weight]);
            parameter.Tensors[0].CopyIn(weight.ToReal(), run.Parameters.Block);
            Real[] bias = layer.Bias is { } name ? run.Golden.Inputs[name].ToReal() : new Real[weight.Shape[0]];
            parameter.Tensors[1].CopyIn(bias, run.Parameters.Block);
        }

        run.Tape.Reset(1);
    }

    /// <summary>Checks the gradients of all layers, after <see cref="GoldenRun.Check"/>.</summary>
    public static void Check(GoldenRun run, params GoldenLayer[] layers)
    {
        foreach ((GoldenLayer layer, Parameter parameter) in layers.Zip(run.Parameters.Items))
        {
            Close.Gradients(layer._part(run.Golden.Gradients[layer.Weight]), GradientOf(run, parameter.Tensors[0]), layer.Weight);
            if (layer.Bias is { } bias)
                Close.Gradients(run.Golden.Gradients[bias], GradientOf(run, parameter.Tensors[1]), Largest(run), bias);
        }
    }

    /// <summary>The gradient of a tensor of the parameters.</summary>
    public static Real[] GradientOf(GoldenRun run, PlainTensor tensor)
    {
        var gradient = new Real[tensor.Shape.Count];
        tensor.CopyOut(run.Tape.Gradients, gradient);
        return gradient;
    }

    /// <summary>A key's bias changes no weight, so that its gradient is rounding noise.</summary>
    private static double Largest(GoldenRun run) => run.Golden.Gradients.Values.Max(gradient => gradient.Data.Max(Math.Abs));
}
