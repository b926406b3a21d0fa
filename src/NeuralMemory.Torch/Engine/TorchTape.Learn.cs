using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    /// <summary>
    /// How often a pass runs before it is recorded: what libtorch makes once, such as workspaces of products, is there then.
    /// </summary>
    private const int Rehearsals = 3;

    private readonly PassGraphs? _graphs;

    // What the running pass reads in place of the host's numbers; null where it is no graph's.
    private PassFeed? _feed;

    /// <summary>Why the last pass that could not become a graph could not; null where there was none.</summary>
    internal string? WhyNoGraph => _graphs?.Recorder.Refusal ?? _graphs?.Refusal;

    /// <summary>The graphs that there are.</summary>
    internal IReadOnlyList<PassGraph> Graphs => _graphs?.Graphs ?? [];

    /// <remarks>
    /// A pass of a known shape is copied to where a graph reads it and replayed, and the others are computed as they come, as are those
    /// that draw what they look at, which are never the same. Until a graph has shown that it computes the same, its passes are computed
    /// both ways; so is one that leaves numbers which are not finite, since then <see cref="FindNonFinite"/> wants to see all of it.
    /// </remarks>
    public override PassResult Learn(TrainingPass pass, SequenceBatch batch, Real scale)
    {
        if (_graphs is null || !IsRecording || TracksInputs || pass.Reward is not null)
            return base.Learn(pass, batch, scale);
        using IDisposable entered = _graphs.Recorder.Enter();
        if (_graphs.ShapeOf(pass, batch, Drops) is not { } shape || GraphOf(shape, batch, scale) is not { } graph)
            return base.Learn(pass, batch, scale);
        Replay(graph, batch, scale);
        if (graph.IsTrusted && graph.Outputs.AreFinite)
        {
            graph.Outputs.Gradients.CopyTo(Gradients);
            return new(graph.Outputs.Loss, graph.Outputs.LogitsOf(batch));
        }

        Rewind();
        PassResult result = base.Learn(pass, batch, scale);
        if (!graph.IsTrusted && graph.Compare(result.Loss, Gradients) is { } difference)
            _graphs.Distrust(pass, $"a graph did not compute what the pass does: {difference}");
        return result;
    }

    private void Replay(PassGraph graph, SequenceBatch batch, Real scale) => Run(() =>
    {
        Send(graph, batch, scale);
        graph.Graph!.Replay();
        graph.Outputs.Fetch();
        return graph;
    });

    /// <summary>The graph of a shape, recorded if it is not there; null where it cannot be.</summary>
    private PassGraph? GraphOf(PassShape shape, SequenceBatch batch, Real scale)
    {
        if (_graphs!.Find(shape) is { } there)
            return there;
        PassGraph? graph = null;
        try
        {
            graph = Run(() => _graphs.New(shape));
            long bytes = Rehearse(graph, batch, scale);
            PassGraph recorded = graph;
            Run(() =>
            {
                _graphs.Record(recorded, () => CaptureGuard.Run(() => RunOnFeed(recorded)), bytes);
                return recorded;
            });
            return graph;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever a pass cannot do between tensors that stay, it may well do as it comes: then it fails there, if at all.
            graph?.Dispose();
            _graphs.Refuse(shape, exception.Message);
            return null;
        }
        finally
        {
            Rewind();
        }
    }

    /// <summary>Runs a pass as it will be recorded.</summary>
    /// <returns>How many bytes its results take.</returns>
    private long Rehearse(PassGraph graph, SequenceBatch batch, Real scale)
    {
        for (int i = 0; i < Rehearsals; i++)
        {
            Run(() =>
            {
                Send(graph, batch, scale);
                return graph;
            });
            RunOnFeed(graph);
            if (i == 0)
                graph.Feed.Dropouts.Seal(graph.Shape.Sequences);
        }

        long bytes = Used * sizeof(Real);
        Rewind();
        return bytes;
    }

    /// <summary>Copies all that a graph reads to the device.</summary>
    private void Send(PassGraph graph, SequenceBatch batch, Real scale)
    {
        Rewind();
        _graphs!.SendParameters();
        graph.Feed.Send(batch, scale, DrawMask);
    }

    /// <summary>A whole pass between the tensors of a graph: it reads its feed, and leaves its outputs.</summary>
    private void RunOnFeed(PassGraph graph)
    {
        TrainingPass pass = graph.Shape.Pass;
        Rewind();
        _feed = graph.Feed;
        _feed.Begin();
        try
        {
            SequenceBatch batch = _feed.Batch;
            _parameters.Read(_graphs!.Block);
            Variable logits = pass.Run(this, batch);
            Variable loss = CrossEntropy(logits, batch, pass.Groups, scale: 1);
            Run(() => Leave(graph.Outputs, Matrix(logits, logits.Rows), Of(loss)));
        }
        finally
        {
            _feed = null;
        }
    }

    /// <summary>Differentiates and writes down what came out.</summary>
    private PassOutputs Leave(PassOutputs outputs, Tensor logits, Tensor loss)
    {
        List<Tensor> targets = [];
        _parameters.AddTargets(targets);
        if (loss.requires_grad && targets.Count > 0)
            torch.autograd.backward([loss], [_one.view(1)], inputs: targets);
        using var plain = torch.no_grad();
        _parameters.CopyGradients(outputs.GradientBlock.zero_());
        outputs.Write(logits, loss);
        return outputs;
    }
}
