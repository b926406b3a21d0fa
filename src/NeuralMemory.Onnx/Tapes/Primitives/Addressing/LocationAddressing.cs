using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    /// <summary>The least number of which a logarithm is taken.</summary>
    private const double Tiny = 1e-37;

    protected override Variable LocationAddressingCore(
        Variable content, Variable previous, Variable gate, Variable shifts, Variable sharpening)
    {
        Graph.Begin("LocationAddressing");
        int rows = content.Rows, heads = content.Shape[1], slots = content.Shape[2], window = shifts.Shape[2];
        Value gated = Mix(Of(previous, rows), Of(content), Of(gate, rows));
        Value circle = Graph.Tensor($"constants/circle of {slots} slots, {window} shifts", [slots * window], () => Circle(slots, window));
        Value around = gated.Gather(circle, 2).Reshape(0, heads, slots, window);
        Value shifted = around.MatMul(Of(shifts, rows).Unsqueeze(3)).Squeeze(3);
        Value scores = shifted.AtLeast(Tiny).Logarithm().Multiply(Of(sharpening, rows));
        return Result(scores.Softmax(), content.Shape);
    }

    /// <summary>(1 - share) a + share b.</summary>
    private static Value Mix(Value a, Value b, Value share) => a.Multiply(share.FromOne()).Add(b.Multiply(share));

    /// <summary>For each slot n and offset o from -S to S the slot n - o, around the circle.</summary>
    private static long[] Circle(int slots, int window)
    {
        var places = new long[slots * window];
        for (int n = 0; n < slots; n++)
            for (int k = 0; k < window; k++)
                places[n * window + k] = ((n - (k - window / 2)) % slots + slots) % slots;
        return places;
    }
}
