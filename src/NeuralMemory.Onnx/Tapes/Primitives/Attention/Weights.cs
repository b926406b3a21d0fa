using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable AttentionWeightsCore(
        Variable scores, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule, Normalization normalization)
    {
        Graph.Begin("AttentionWeights");
        Expect(queryRows, keyRows);
        Value seen = Restrict(Of(scores).Transpose(1, 0, 2), rule), keys = seen.Size(2);
        if (normalization.IsHard)
        {
            Value first = Graph.Node(
                "ArgMax", [seen], GraphAttribute.Of("axis", -1), GraphAttribute.Of("keepdims", 1));
            return Weights(keys.Range().IsEqual(first).Cast(ElementType.Single), scores);
        }

        if (normalization.Most is { } most)
        {
            Value count = Graph.Node("Min", [keys, Graph.Wholes(most)]);
            Value nothing = Graph.Number(double.NegativeInfinity).Expand(seen.Dimensions());
            (Value highest, Value places) = seen.TopK(count, highest: true);
            seen = nothing.ScatterElements(places, highest);
        }

        return Weights(seen.Softmax(), scores);
    }

    protected override Variable LocalWeightsCore(
        Variable scores, Variable centres, SequenceRows queryRows, SequenceRows keyRows, Real window)
    {
        Graph.Begin("LocalWeights");
        Expect(queryRows, keyRows);
        Value seen = Of(scores).Transpose(1, 0, 2);
        Value centre = Of(centres).Reshape(-1, scores.Shape[1], 1).Transpose(1, 0, 2);
        Value distance = seen.Size(2).Range().Cast(ElementType.Single).Subtract(centre);
        Value isFar = distance.Absolute().IsMore(Graph.Number(window));
        Value weights = isFar.Choose(Graph.Number(double.NegativeInfinity), seen).Softmax();
        return Weights(weights.Multiply(distance.Multiply(distance).Multiply(-2 / (window * window)).Exponential()), scores);
    }

    protected override Variable WeightedSumCore(Variable weights, Variable values, SequenceRows queryRows, SequenceRows keyRows)
    {
        Graph.Begin("WeightedSum");
        Expect(queryRows, keyRows);
        Value mixed = Of(weights).Transpose(1, 0, 2).MatMul(ByHead(values, weights.Shape[1]));
        return Result(Joined(mixed, values.Shape.Width), new Shape(weights.Rows, values.Shape.Width));
    }

    /// <summary>[n, H, m] from [H, n, m].</summary>
    private static GraphVariable Weights(Value weights, Variable scores) => Result(weights.Transpose(1, 0, 2), scores.Shape);
}
