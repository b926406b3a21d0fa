namespace NeuralMemory.Torch.Tests;

/// <summary>
/// Stands in for CUDA: it notes a pass as the code that makes it, and replaying runs that code on the same tensors.
/// </summary>
internal sealed class RepeatingRecorder : IGraphRecorder
{
    private bool _isEntered;

    public string? Refusal { get; set; }

    public bool PinsMemory => false;

    /// <summary>How often graphs were recorded.</summary>
    public int Recorded { get; private set; }

    /// <summary>How often they were replayed.</summary>
    public int Replayed { get; private set; }

    /// <summary>How many there are.</summary>
    public int Alive { get; private set; }

    /// <summary>How many bytes a pass may take.</summary>
    public long Memory { get; set; } = long.MaxValue;

    /// <summary>Whether replaying does nothing: a graph that has lost its work.</summary>
    public bool IsIdle { get; set; }

    public IDisposable Enter()
    {
        Assert.False(_isEntered);
        _isEntered = true;
        return new Stay(this);
    }

    public IGraph Record(Action pass, long bytes, IGraph? other)
    {
        Assert.True(_isEntered);
        Assert.True(bytes > 0);
        // Memory is shared with a graph that is there, whenever there is one.
        Assert.Equal(Alive > 0, other is not null);
        Assert.True(other is null or Graph { IsDisposed: false });
        if (bytes > Memory)
            throw new GraphRefusedException("there is no memory");
        pass();
        Recorded++;
        Alive++;
        return new Graph(this, pass);
    }

    private sealed class Stay(RepeatingRecorder recorder) : IDisposable
    {
        public void Dispose() => recorder._isEntered = false;
    }

    private sealed class Graph(RepeatingRecorder recorder, Action pass) : IGraph
    {
        public bool IsDisposed { get; private set; }

        public void Replay()
        {
            Assert.False(IsDisposed);
            Assert.True(recorder._isEntered);
            recorder.Replayed++;
            if (!recorder.IsIdle)
                pass();
        }

        public void Dispose()
        {
            Assert.False(IsDisposed);
            IsDisposed = true;
            recorder.Alive--;
        }
    }
}
