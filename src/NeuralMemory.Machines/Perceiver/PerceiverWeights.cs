namespace NeuralMemory.Machines;

/// <summary>What a Perceiver's weights are called, in traces and in pictures.</summary>
internal static class PerceiverWeights
{
    /// <summary>What traces call how answers look at the latents.</summary>
    public const string OfAnswer = "answer/weights";

    /// <summary>What traces call how much of each latent's weight a step has.</summary>
    /// <param name="config">The machine.</param>
    /// <param name="look">The look at the inputs, from 0; the only one has no number.</param>
    public static string OfLook(PerceiverConfig config, int look) => $"{Look(config, look)}/weights";

    /// <summary>What traces call how latents look at one another.</summary>
    /// <param name="config">The machine.</param>
    /// <param name="look">The look at the inputs that it follows, from 0.</param>
    /// <param name="layer">The layer behind that look, from 0.</param>
    public static string OfLayer(PerceiverConfig config, int look, int layer) =>
        FormattableString.Invariant($"{Look(config, look)}/layer{layer}/weights");

    /// <summary>All of them: those of answers, and then each look and the layers behind it.</summary>
    public static IEnumerable<WeightTrace> All(PerceiverConfig config)
    {
        if (config.Answer == PerceiverAnswer.Queries)
            yield return Trace(OfAnswer, "answers to the latents");
        for (int look = 0; look < config.Looks; look++)
        {
            string which = config.Looks == 1 ? "" : FormattableString.Invariant($"look {look + 1}, ");
            yield return Trace(OfLook(config, look), $"{which}latents that look at each step") with { IsTurned = true };
            for (int layer = 0; layer < config.Layers; layer++)
                yield return Trace(
                    OfLayer(config, look, layer),
                    FormattableString.Invariant($"{which}layer {layer + 1}, latents that look at one another"));
        }

        WeightTrace Trace(string quantity, string group) => new(quantity, 0, config.Heads, group, WeightAxis.Latents);
    }

    private static string Look(PerceiverConfig config, int look) =>
        config.Looks == 1 ? "look" : FormattableString.Invariant($"look{look}");
}
