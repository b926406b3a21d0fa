using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>The graphs of one tape, and which passes have one.</summary>
/// <param name="recorder">What records.</param>
/// <param name="parameters">The tape's parameters.</param>
/// <param name="device">The device.</param>
/// <param name="most">How many graphs may be there at once.</param>
internal sealed class PassGraphs(IGraphRecorder recorder, ParameterSet parameters, torch.Device device, int most) : IDisposable
{
    /// <summary>More than there are lengths to which batches are padded.</summary>
    public const int Most = 16;

    /// <summary>How often in a row the same length has to come until it has a graph of its own, without padding.</summary>
    private const int Streak = 8;

    private const int MostSeen = 256;
    private readonly GraphCache _cache = new(most);
    private readonly HashSet<PassShape> _seen = [];
    private readonly HashSet<PassShape> _refused = [];
    private readonly HashSet<TrainingPass> _distrusted = [];
    private (TrainingPass? Pass, int Length, int Times) _streak;
    private Mirror? _mirror;
    private MirrorPart? _block;

    /// <summary>What records.</summary>
    public IGraphRecorder Recorder => recorder;

    /// <summary>The graphs.</summary>
    public IReadOnlyList<PassGraph> Graphs => _cache.Graphs;

    /// <summary>The parameters on the device, where every graph reads them.</summary>
    public Tensor Block => (_block ??= NewBlock()).Tensor;

    /// <summary>How many numbers are kept on the device, beside what operations make.</summary>
    public long Numbers => (_mirror?.Room ?? 0) + _cache.Graphs.Sum(graph => graph.Numbers);

    /// <summary>Why the last pass that has no graph has none; null where each has one, or may have.</summary>
    public string? Refusal { get; private set; }

    /// <summary>
    /// The shape whose graph is to compute a pass; null for none. A shape that comes for the first time has none yet: recording takes as
    /// long as half a dozen passes. A length that comes again and again, as where all sequences are equally long, is not padded.
    /// </summary>
    public PassShape? ShapeOf(TrainingPass pass, SequenceBatch batch, bool drops)
    {
        if (recorder.Refusal is not null || _distrusted.Contains(pass) || PassShape.Of(pass, batch, drops) is not { } shape)
            return null;
        int length = batch.MaxLength;
        bool goesOn = (_streak.Pass, _streak.Length) == (pass, length);
        _streak = (pass, length, goesOn ? Math.Min(_streak.Times + 1, Streak) : 1);
        PassShape exact = shape with { Steps = length };
        if (_cache.Has(exact) || (_streak.Times == Streak && !_refused.Contains(exact)))
            return exact;
        if (_refused.Contains(shape))
            return null;
        if (_seen.Count == MostSeen)
            _seen.Clear();
        return _seen.Add(shape) ? null : shape;
    }

    /// <summary>The graph of a shape; null where there is none yet.</summary>
    public PassGraph? Find(PassShape shape) => _cache.Find(shape);

    /// <summary>A graph that is to be recorded.</summary>
    public PassGraph New(PassShape shape)
    {
        if (parameters.Length > Mirror.Most)
            throw new GraphRefusedException("the machine is too large");
        _cache.MakeRoom();
        return new PassGraph(shape, parameters.Length, device, recorder.PinsMemory);
    }

    /// <summary>Records a pass as a new graph, which is then among the others.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="pass">What it is to do.</param>
    /// <param name="bytes">What is known of the memory that the pass takes.</param>
    public void Record(PassGraph graph, Action pass, long bytes)
    {
        graph.Graph = recorder.Record(pass, bytes, _cache.Graphs.Count > 0 ? _cache.Graphs[0].Graph : null);
        graph.Outputs.Clear();
        _cache.Add(graph);
    }

    /// <summary>Has passes of a shape computed as they come from now on: no graph could be made of one.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="why">Why, in a sentence.</param>
    public void Refuse(PassShape shape, string why)
    {
        _refused.Add(shape);
        Refusal = why;
    }

    /// <summary>The same for a pass of any shape: a graph did not compute what it does.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="why">Why, in a sentence.</param>
    public void Distrust(TrainingPass pass, string why)
    {
        _distrusted.Add(pass);
        Refusal = why;
        _cache.Remove(graph => graph.Shape.Pass == pass);
    }

    /// <summary>Copies the parameters to the device.</summary>
    public void SendParameters()
    {
        _block ??= NewBlock();
        parameters.Block.CopyTo(_block.Host);
        _mirror!.Send();
    }

    public void Dispose()
    {
        _cache.Dispose();
        _block?.Dispose();
        _mirror?.Dispose();
    }

    private MirrorPart NewBlock()
    {
        _mirror = new Mirror(Mirror.RoomFor(parameters.Length), device, recorder.PinsMemory);
        return _mirror.Add(parameters.Length);
    }
}
