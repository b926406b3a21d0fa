using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

/// <summary>From logits to probabilities.</summary>
internal static class Probabilities
{
    /// <summary>
    /// [rows, O] of bits the logistic function, of numbers the logits themselves, of symbols the softmax over their columns; null where
    /// some column is of none of them.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="logits">[rows, O]</param>
    /// <param name="width">O.</param>
    /// <param name="groups">Which columns are what.</param>
    public static Value? Of(GraphTape tape, Value logits, int width, IReadOnlyList<TargetGroup> groups)
    {
        TargetGroup[] ordered = [.. groups.OrderBy(group => group.Start)];
        int end = 0;
        foreach (TargetGroup group in ordered)
        {
            if (group.Start != end)
                return null;
            end = group.End;
        }

        if (end != width || width == 0)
            return null;
        tape.Graph.Begin("Probabilities");
        Value[] parts = logits.Split(1, [.. ordered.Select(group => (long)group.Width)]);
        for (int i = 0; i < parts.Length; i++)
            parts[i] = ordered[i].IsSquared ? parts[i]
                : ordered[i].IsBits ? parts[i].Sigmoid()
                : ordered[i].Items == 1 ? parts[i].Softmax()
                : parts[i].Reshape(0, ordered[i].Items, ordered[i].Classes).Softmax().Reshape(0, ordered[i].Width);
        return Value.Concat(1, parts);
    }
}
