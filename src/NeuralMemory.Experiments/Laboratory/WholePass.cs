using NeuralMemory.Autodiff;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>The way of a machine that computes its steps at once, or reads ahead: whatever is asked for, it is run as a whole.</summary>
internal sealed class WholePass : LabPass
{
    private readonly TracedPass _pass;
    private readonly IEngine _engine;
    private readonly LabLimits _limits;
    private readonly IReadOnlyList<TracedQuantity> _kept;
    private readonly RecentWindows _windows;

    /// <param name="pass">The episode.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="limits">What may be kept.</param>
    public WholePass(TracedPass pass, IEngine engine, LabLimits limits)
    {
        (_pass, _engine, _limits, _windows) = (pass, engine, limits, new(limits.Recent));
        KeptTracer tracer = TracerOf(pass.Machine.Config, Part(0, pass.Steps, limits));
        Recording = pass.Run(engine, tracer);
        _kept = EpisodeTraces.Named(tracer.Quantities, pass);
    }

    public override EpisodeRecording Recording { get; }

    public override IReadOnlyList<HeadOverview> Heads => [];

    public override long HeldBytes => BytesOf(_kept) + BytesOf(_windows.Quantities);

    public override IReadOnlyList<TracedQuantity> Window(int first, int steps) => Cut(_kept, first, steps)
        ?? _windows.Get(first, steps, () =>
        {
            KeptTracer tracer = TracerOf(_pass.Machine.Config, Part(first, steps, _limits));
            _pass.Run(_engine, tracer);
            return EpisodeTraces.Named(tracer.Quantities, _pass);
        });

    public override TracedQuantity? MemoryAt(int step) => null;

    public override SlotWriters? WritersAt(int step) => null;

    public override IReadOnlyList<TracedQuantity> LinksAt(int step) => [];

    public override void Dispose()
    {
    }
}
