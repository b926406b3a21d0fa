using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Layers of fast weights (Schmidhuber 1992; Schlag, Irie and Schmidhuber 2021, arXiv 2102.11174; Yang et al. 2024, arXiv 2406.06484 and
/// 2412.06464): each head has a matrix that every step writes a value to, under a key, and reads by a query. Values pile up, or the delta
/// rule takes away first what the key reads, and a decay may forget before that.
/// </summary>
public sealed record FastWeightsConfig : RecurrentStackConfig
{
    /// <inheritdoc/>
    public override string Kind => "fast-weights";

    /// <summary>How the matrices are written.</summary>
    public FastWeightsRule Rule { get; init; } = FastWeightsRule.Delta;

    /// <summary>
    /// What the strength of a write is below, above 0 and at most 2. By the delta rule a write multiplies what was there, along its key, by
    /// one less its strength: up to 1 it keeps or takes away, up to 2 it may turn the sign too, as counting parity needs (Grazzi et al.
    /// 2025, arXiv 2411.12537).
    /// </summary>
    public double Strength { get; init; } = 1;

    /// <summary>Whether queries, keys and values go through x sigmoid(x) (Yang et al. 2024, arXiv 2406.06484, section 4).</summary>
    public bool Silu { get; init; } = true;

    /// <summary>
    /// Whether what was read is multiplied by a gate, x sigmoid(x) of another linear layer (Yang, Kautz and Hatamizadeh 2025, arXiv
    /// 2412.06464, figure 1).
    /// </summary>
    public bool OutputGate { get; init; }

    /// <inheritdoc/>
    public override long LargestState => (long)Width * Width / Heads;

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Quantities =>
        [.. Enumerable.Range(0, Layers).SelectMany(layer => new FastWeightsTrace(this, layer).Quantities())];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Signals =>
        [.. Enumerable.Range(0, Layers).SelectMany(layer => new FastWeightsTrace(this, layer).Signals())];

    /// <inheritdoc/>
    public override IReadOnlyList<PanelTrace> PanelTraces => [.. Panels(forDecays: false), .. Panels(forDecays: true)];

    private IEnumerable<PanelTrace> Panels(bool forDecays) =>
        Enumerable.Range(0, Layers).SelectMany(layer => new FastWeightsTrace(this, layer).Panels(forDecays));

    private protected override ISequenceMixer CreateMixer(int layer, ParameterScope scope) =>
        new FastWeightsMixer(this, new(this, layer), scope);
}

/// <summary>How fast weights are written.</summary>
public enum FastWeightsRule
{
    /// <summary>S = S' + b v k^T: values pile up.</summary>
    Additive,

    /// <summary>S = S' + b (v - S' k) k^T: what the key reads is taken away first.</summary>
    Delta,

    /// <summary>S = a S' + b (v - a S' k) k^T: the same, and all is forgotten a little.</summary>
    GatedDelta,
}
