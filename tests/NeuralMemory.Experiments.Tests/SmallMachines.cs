namespace NeuralMemory.Experiments.Tests;

/// <summary>Small machines, as configs have them, for what holds whatever the machine is.</summary>
internal static class SmallMachines
{
    private static readonly string[] WithHeads =
    [
        "{kind: transformer, width: 8, heads: 2, hidden: 12, dropout: 0.2, window: 3, positions: alibi}",
        "{kind: transformer, layout: encoder-decoder, width: 8, heads: 2, layers: 1, hidden: 12, dropout: 0.3}",
        "{kind: transformer, layout: encoder, width: 8, heads: 1, layers: 1, hidden: 12, norm: post, activation: relu, positions: sinusoidal}",
        "{kind: perceiver, latents: 4, width: 8, heads: 2, layers: 1, looks: 2, hidden: 12, bands: 3}",
        "{kind: transformer, width: 8, heads: 2, layers: 1, hidden: 12, weights: {kind: hard}}",
        "{kind: hopfield, width: 8, heads: 2, layers: 1, hidden: 12, updates: 2, beta: 0.7, dropout: 0.1}",
        "{kind: memory-network, width: 8, layers: 2, places: 4000, dropout: 0.2}",
        "{kind: seq2seq, units: 8, dropout: 0.2}",
        "{kind: seq2seq, units: 8, attention: cosine}",
        "{kind: seq2seq, units: 8, attention: general, weights: {kind: sampled, reward: 0.5, entropy: 0.1}}",
        "{kind: seq2seq, units: 8, bidirectional: false, attention: dot, weights: {kind: hard}}",
        "{kind: seq2seq, cell: lstm, units: 8, attention: general, window: 2, input_feeding: true, layers: 2}",
        "{kind: seq2seq, units: 8, attention: general, weights: {kind: top-k, most: 2}}",
        "{kind: seq2seq, cell: hyper-lstm, units: 8, bidirectional: false, attention: concat, input_feeding: true}",
    ];

    private static readonly string[] WithoutHeads =
    [
        "{kind: seq2seq, cell: lstm, units: 8, attention: none, dropout: 0.2}",
        "{kind: fast-weights, rule: gated-delta, width: 8, heads: 2, layers: 2, hidden: 12, convolution: 2, dropout: 0.1}",
        "{kind: second-order, units: 8, layers: 2, dropout: 0.2}",
        "{kind: rnn, units: 8, layers: 2, normalize: true, dropout: 0.2}",
        "{kind: multiplicative-lstm, units: 8, bidirectional: true, normalize: true}",
        "{kind: hyper-lstm, units: 8, hyper: {units: 5, embedding: 2}, dropout: 0.3}",
        "{kind: xlstm, width: 8, heads: 2, layers: 2, hidden: 12, dropout: 0.1}",
    ];

    /// <summary>
    /// Every kind that looks by attention: at its own past, at all there is, at what an encoder made; with dropout; and what attention is
    /// compared with: a decoder without it, memories of fixed size, and the forerunners among recurrent layers.
    /// </summary>
    public static TheoryData<string> OfAttentionAndForerunners => [.. WithHeads, .. WithoutHeads];

    /// <summary>Those of them that keep what they have seen in caches.</summary>
    public static TheoryData<string> WithCaches => [.. WithHeads.Where(HasCaches)];

    /// <summary>Whether a machine looks by attention.</summary>
    public static bool HasHeads(string machine) => WithHeads.Contains(machine);

    private static bool HasCaches(string machine) => !machine.Contains("layout: enc", StringComparison.Ordinal)
        && ((string[])["transformer", "hopfield", "memory-network"]).Any(
            kind => machine.StartsWith($"{{kind: {kind},", StringComparison.Ordinal));
}
