namespace NeuralMemory.Tasks.Tests;

/// <summary>Looks for what is allocated in the steady state.</summary>
internal static class Allocations
{
    private const int Tries = 3;

    /// <summary>
    /// Fails when the work allocates anything once it was done before, so that its buffers have grown. What it allocates it allocates each
    /// time; a collection that another test causes meanwhile may add what was left of this thread's share, once.
    /// </summary>
    public static void AssertNone(Action work)
    {
        work();
        Assert.Equal(0, Enumerable.Range(0, Tries).Min(_ => BytesOf(work)));
    }

    private static long BytesOf(Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
