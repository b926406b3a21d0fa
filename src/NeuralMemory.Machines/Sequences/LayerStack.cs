using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Embedded rows, and layers upon them.</summary>
internal sealed class LayerStack
{
    private readonly InputReader _inputs;
    private readonly Parameter _input;
    private readonly PositionEncoding _positions;
    private readonly ISequenceLayer[] _layers;
    private readonly Normalization? _norm;
    private readonly double _dropout;

    /// <param name="config">Width, positions and what is dropped.</param>
    /// <param name="inputs">How inputs are seen.</param>
    /// <param name="mask">What a row sees of its own sequence.</param>
    /// <param name="layer">Makes the layer of a number, whose parameters are declared in a scope of its own.</param>
    /// <param name="scope">Where parameters are declared.</param>
    public LayerStack(
        LayerStackConfig config, InputReader inputs, AttentionMask mask, Func<int, ParameterScope, ISequenceLayer> layer,
        ParameterScope scope)
    {
        (Mask, _inputs, _dropout) = (mask, inputs, config.Dropout);
        CountsPlaces = config.Positions != PositionKind.None;
        _input = scope.Linear("input", inputs.Width, config.Width, LinearInitializer.Default, uniform: true);
        _positions = new(config.Positions, config.Width, config.Places, scope);
        _layers = [.. Enumerable.Range(0, config.Layers).Select(i => layer(i, scope.Child($"layer{i}")))];
        _norm = config.NormalizesAtEnd ? new(config.Width, 1, scope.Child("norm")) : null;
    }

    /// <summary>What a row sees of its own sequence.</summary>
    public AttentionMask Mask { get; }

    /// <summary>Whether it matters which step of its sequence a row is.</summary>
    public bool CountsPlaces { get; }

    /// <summary>The layers, from the inputs on.</summary>
    public IReadOnlyList<ISequenceLayer> Layers => _layers;

    /// <summary>Runs over all steps of a batch.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="source">What an encoder made; null without one.</param>
    /// <param name="trace">Receives weights; null for none.</param>
    /// <param name="caches">
    /// What each layer has kept of earlier steps; receives what it keeps of these. Null where sequences begin and end with the batch.
    /// </param>
    /// <returns>[batch.Rows, E]</returns>
    public Variable Run(
        Tape tape, SequenceBatch batch, SourceMemory? source, RowTrace? trace, IReadOnlyList<LayerCache>? caches = null)
    {
        LayerPass pass = LayerPass.Over(tape, batch, Mask, source, _dropout, trace);
        Variable x = tape.Linear(_input, _inputs.Read(tape, batch, 0, batch.Rows));
        pass.Embedded = x = pass.Drop(_positions.AddTo(tape, x, batch));
        for (int i = 0; i < _layers.Length; i++)
            x = _layers[i].Run(pass, x, caches?[i]);
        return _norm?.Of(tape, x) ?? x;
    }

    /// <summary>Runs over a single step.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">[B, <see cref="InputReader.Width"/>]</param>
    /// <param name="place">The step, from 0.</param>
    /// <param name="caches">What each layer has seen so far; receives what it sees now.</param>
    /// <param name="source">What an encoder made; null without one.</param>
    /// <param name="trace">Receives weights.</param>
    /// <param name="clamps">What of the gates is set; null for nothing.</param>
    /// <returns>[B, E]</returns>
    public Variable Step(
        Tape tape, Variable input, int place, IReadOnlyList<LayerCache> caches, SourceMemory? source, RowTrace trace, StepClamps? clamps)
    {
        LayerPass pass = LayerPass.At(tape, input.Rows, place, Mask, source, trace, clamps);
        Variable x = pass.Embedded = _positions.AddAt(tape, tape.Linear(_input, input), place);
        for (int i = 0; i < _layers.Length; i++)
            x = _layers[i].Run(pass, x, caches[i]);
        return _norm?.Of(tape, x) ?? x;
    }
}

/// <summary>What is around the layers of a stack.</summary>
/// <param name="Width">E, the numbers of a row between layers.</param>
/// <param name="Layers">L, how many there are.</param>
/// <param name="Positions">How the order of steps is known.</param>
/// <param name="Places">How many places are known where they are learned.</param>
/// <param name="Dropout">The share of what layers add, and of what is embedded, that is dropped in training.</param>
/// <param name="NormalizesAtEnd">Whether rows are normalised behind the last layer.</param>
internal readonly record struct LayerStackConfig(
    int Width, int Layers, PositionKind Positions, int Places, double Dropout, bool NormalizesAtEnd);
