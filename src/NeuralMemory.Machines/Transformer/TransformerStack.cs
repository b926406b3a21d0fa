using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>An encoder or a decoder: embedded rows, and layers upon them.</summary>
internal sealed class TransformerStack
{
    private readonly InputReader _inputs;
    private readonly Parameter _embedding;
    private readonly PositionEncoding _positions;
    private readonly Normalization? _norm;
    private readonly double _dropout;

    /// <param name="config">The machine.</param>
    /// <param name="name">What it is called in traces.</param>
    /// <param name="inputs">How it sees the inputs.</param>
    /// <param name="looksAcross">Whether its layers look at an encoder.</param>
    /// <param name="mask">What a row sees of its own sequence.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public TransformerStack(
        TransformerConfig config, string name, InputReader inputs, bool looksAcross, AttentionMask mask, ParameterScope scope)
    {
        (Mask, _inputs) = (mask, inputs);
        _dropout = config.Dropout;
        _embedding = scope.Linear("embedding", inputs.Width, config.Width, LinearInitializer.Default, uniform: true);
        _positions = new(config.Positions, config.Width, config.Places, scope);
        Layers =
        [
            .. Enumerable.Range(0, config.Layers).Select(i =>
                new TransformerLayer(config, $"{name}/layer{i}", looksAcross, scope.Child($"layer{i}"))),
        ];
        _norm = config.Norm == NormPlace.Pre ? new(config.Width, 1, scope.Child("norm")) : null;
    }

    /// <summary>What a row sees of its own sequence.</summary>
    public AttentionMask Mask { get; }

    /// <summary>The layers, from the inputs on.</summary>
    public IReadOnlyList<TransformerLayer> Layers { get; }

    /// <summary>Runs over all steps of a batch.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="across">What an encoder made; null for none.</param>
    /// <param name="trace">Receives weights; null for none.</param>
    /// <returns>[batch.Rows, E]</returns>
    public Variable Run(Tape tape, SequenceBatch batch, SourceMemory? across, RowTrace? trace)
    {
        LayerPass pass = LayerPass.Over(tape, batch, Mask, _dropout, trace);
        Variable x = tape.Linear(_embedding, _inputs.Read(tape, batch, 0, batch.Rows));
        x = pass.Drop(_positions.AddTo(tape, x, batch));
        for (int i = 0; i < Layers.Count; i++)
            x = Layers[i].Run(pass, x, null, across);
        return _norm?.Of(tape, x) ?? x;
    }

    /// <summary>Runs over a single step.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">[B, ...] the inputs as the machine sees them.</param>
    /// <param name="place">The step, from 0.</param>
    /// <param name="caches">What each layer has seen so far; receives what it sees now.</param>
    /// <param name="across">What an encoder made; null for none.</param>
    /// <param name="trace">Receives weights.</param>
    /// <returns>[B, E]</returns>
    public Variable Step(
        Tape tape, Variable input, int place, IReadOnlyList<LayerCache> caches, SourceMemory? across, RowTrace trace)
    {
        LayerPass pass = LayerPass.At(tape, input.Rows, place, Mask, trace);
        Variable x = _positions.AddAt(tape, tape.Linear(_embedding, input), place);
        for (int i = 0; i < Layers.Count; i++)
            x = Layers[i].Run(pass, x, caches[i], across);
        return _norm?.Of(tape, x) ?? x;
    }
}
