using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    private const float NormEpsilon = 1e-5f;

    protected override Variable LayerNormCore(Variable x, Variable gain, Variable bias, int groups)
    {
        Graph.Begin("LayerNorm");
        int width = x.Shape.Width;
        if (groups == 1)
            return Result(Normalized(Of(x), Of(gain).Reshape(width), Of(bias).Reshape(width)), x.Shape);
        Value ones = Graph.Tensor($"constants/{width / groups} ones", [width / groups], () => Ones(width / groups));
        Value normal = Normalized(Of(x).Reshape(-1, groups, width / groups), ones).Reshape(OpenRows(x.Shape.WithRows(1)));
        return Result(normal.Multiply(Of(gain).Reshape(width)).Add(Of(bias).Reshape(width)), x.Shape);
    }

    /// <summary>Over the last dimension: gain, and bias if there is one.</summary>
    private Value Normalized(Value x, params ReadOnlySpan<Value> gainAndBias) => Graph.Node(
        "LayerNormalization", [x, .. gainAndBias], GraphAttribute.Of("axis", -1), GraphAttribute.OfNumber("epsilon", NormEpsilon));

    private static float[] Ones(int count)
    {
        var ones = new float[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
