namespace NeuralMemory.Testing;

/// <summary>Looks for what is allocated in the steady state.</summary>
internal static class Allocations
{
    /// <summary>Fails when work allocates anything once it was done before, so that its buffers have grown.</summary>
    /// <param name="work">The work.</param>
    /// <param name="warmings">How often it is done before.</param>
    public static void AssertNone(Action work, int warmings = 1)
    {
        for (int i = 0; i < warmings; i++)
            work();
        Assert.Equal(0, Of(work));
    }

    /// <summary>
    /// The bytes that work allocates on this thread each time it is done: the least of a few times. The runtime, compiling a hot method
    /// anew, may add to any one of them, and so may a collection that another test causes, up to 8 KB.
    /// </summary>
    public static long Of(Action work)
    {
        long least = Once(work);
        for (int i = 1; i < 5 && least > 0; i++)
            least = Math.Min(least, Once(work));
        return least;
    }

    private static long Once(Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
