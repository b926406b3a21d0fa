using NeuralMemory.Testing;

namespace NeuralMemory.Numerics.Tests;

public sealed class ShardPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(64)]
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

    [Fact]
    public void A_thread_begins_with_the_shards_that_were_its_own()
    {
        using var pool = new ShardPool(2);
        using var both = new Barrier(2);
        var threads = new int[2];
        for (int round = 0; round < 20; round++)
        {
            pool.Run(2, shard =>
            {
                threads[shard] = Environment.CurrentManagedThreadId;
                Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(20)));
            });
            Assert.Equal(Environment.CurrentManagedThreadId, threads[0]);
        }
    }

    [Fact]
    public void What_a_thread_has_not_begun_another_takes()
    {
        using var pool = new ShardPool(2);
        using var others = new CountdownEvent(3);
        // The caller's first shard waits for all others, one of the caller's own among them.
        pool.Run(4, shard =>
        {
            if (shard == 0)
                Assert.True(others.Wait(TimeSpan.FromSeconds(20)));
            else
                others.Signal();
        });
        Assert.True(others.IsSet);
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
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 100; i++)
                pool.Run(2, work);
        });
    }

    [Fact]
    public void A_pool_without_threads_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ShardPool(0));
}
