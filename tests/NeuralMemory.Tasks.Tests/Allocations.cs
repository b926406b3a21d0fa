namespace NeuralMemory.Tasks.Tests;

/// <summary>Looks for what is allocated in the steady state.</summary>
internal static class Allocations
{
    /// <summary>Fails when the work allocates anything once it was done before, so that its buffers have grown.</summary>
    public static void AssertNone(Action work)
    {
        work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
