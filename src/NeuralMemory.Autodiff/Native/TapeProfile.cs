using System.Diagnostics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// When each primitive of a tape's last pass was done, forward and backward, and each parameter's gradient. A timestamp is taken at the end
/// of each: what the machine does between two primitives counts for the later one. A tape without a profile takes none.
/// </summary>
internal sealed class TapeProfile
{
    private long[] _forward = new long[1 << 12], _backward = [], _finished = [];
    private int[] _stamps = new int[1 << 12];
    private long _startForward, _startBackward, _last;
    private IReadOnlyList<Node> _nodes = [];

    /// <summary>The last pass's nodes, in the order in which they were recorded.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The parameters whose gradients the pass left.</summary>
    public ParameterSet? Parameters { get; private set; }

    /// <summary>How long a node took forward, in ticks of <see cref="Stopwatch"/>.</summary>
    public long ForwardOf(int node) => _forward[node] - (node == 0 ? _startForward : _forward[node - 1]);

    /// <summary>How many timestamps that took: two where a primitive is recorded before it runs.</summary>
    public int StampsOf(int node) => _stamps[node];

    /// <summary>How long a node took backward; 0 where it had nothing to do.</summary>
    public long BackwardOf(int node) => _backward[node];

    /// <summary>How long it took to finish the gradient of the parameter of this index.</summary>
    public long FinishOf(int parameter) => _finished[parameter];

    /// <summary>A pass begins.</summary>
    public void BeginForward()
    {
        Array.Clear(_stamps);
        _startForward = Stopwatch.GetTimestamp();
    }

    /// <summary>The node of this index has run forward.</summary>
    public void Ran(int node)
    {
        if (node >= _forward.Length)
        {
            Array.Resize(ref _forward, 2 * node);
            Array.Resize(ref _stamps, 2 * node);
        }

        _stamps[node]++;
        _forward[node] = Stopwatch.GetTimestamp();
    }

    /// <summary>The backward pass begins.</summary>
    public void BeginBackward(IReadOnlyList<Node> nodes, ParameterSet parameters)
    {
        (_nodes, Parameters) = (nodes, parameters);
        if (_backward.Length < nodes.Count)
            _backward = new long[nodes.Count];
        if (_finished.Length != parameters.Items.Count)
            _finished = new long[parameters.Items.Count];
        Array.Clear(_backward);
        _startBackward = _last = Stopwatch.GetTimestamp();
    }

    /// <summary>The node of this index has run backward.</summary>
    public void Passed(int node) => _backward[node] = Lap();

    /// <summary>The gradient of the parameter of this index is finished.</summary>
    public void Finished(int parameter) => _finished[parameter] = Lap();

    /// <summary>How long the last pass took, in ticks: its forward part and its backward part.</summary>
    public long Pass => _nodes.Count == 0 ? 0 : _forward[_nodes.Count - 1] - _startForward + (_last - _startBackward);

    private long Lap()
    {
        long now = Stopwatch.GetTimestamp(), lap = now - _last;
        _last = now;
        return lap;
    }
}
