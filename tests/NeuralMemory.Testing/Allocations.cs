namespace NeuralMemory.Testing;

/// <summary>Looks for what is allocated in the steady state.</summary>
internal static class Allocations
{
    /// <summary>Fails when work allocates anything once it was done before, so that its buffers have grown.</summary>
    /// <param name="work">The work.</param>
    /// <param name="warmings">How often it is done before.</param>
    /// <param name="tries">How often it may allocate before it fails; 1 for work that the runtime has nothing to add to.</param>
    public static void AssertNone(Action work, int warmings = 1, int tries = 5)
    {
        for (int i = 0; i < warmings; i++)
            work();
        // What it allocates it allocates each time. The runtime, compiling a hot method anew, may add to any one of them, and so may a
        // collection that another test causes.
        long least = Of(work);
        for (int i = 1; i < tries && least > 0; i++)
            least = Math.Min(least, Of(work));
        Assert.Equal(0, least);
    }

    /// <summary>The bytes that work allocates on this thread when it is done once.</summary>
    public static long Of(Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
