namespace NeuralMemory.Numerics.Tests;

public sealed class ShardPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_shard_is_worked_on_once(int threads)
    {
        using var pool = new ShardPool(threads);
        for (int round = 0; round < 500; round++)
        {
            var counts = new int[round % 9];
            pool.Run(counts.Length, shard => Interlocked.Increment(ref counts[shard]));
            Assert.All(counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Two_threads_work_at_once()
    {
        using var pool = new ShardPool(2);
        using var both = new Barrier(2);
        bool met = true;
        pool.Run(2, _ => met &= both.SignalAndWait(TimeSpan.FromSeconds(20)));
        Assert.True(met);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_failure_reaches_the_caller_and_the_pool_goes_on(int threads)
    {
        using var pool = new ShardPool(threads);
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => pool.Run(4, shard =>
        {
            if (shard == 2)
                throw new InvalidOperationException("shard 2");
        }));
        Assert.Equal("shard 2", failure.Message);
        int done = 0;
        pool.Run(4, _ => Interlocked.Increment(ref done));
        Assert.Equal(4, done);
    }

    [Fact]
    public void A_warm_pool_allocates_nothing()
    {
        using var pool = new ShardPool(2);
        Action<int> work = _ => { };
        Allocated();
        // The least of several rounds: the runtime, compiling a hot method anew, may allocate during any one of them.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));

        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
                pool.Run(2, work);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void A_pool_without_threads_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ShardPool(0));
}
