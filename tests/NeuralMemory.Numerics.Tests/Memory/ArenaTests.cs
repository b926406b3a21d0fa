using NeuralMemory.Testing;

namespace NeuralMemory.Numerics.Tests;

public sealed unsafe class ArenaTests
{
    [Fact]
    public void Parts_are_aligned_and_do_not_overlap()
    {
        using var arena = new Arena();
        var parts = new List<(nint Pointer, int Length)>();
        for (int i = 0; i < 200; i++)
        {
            int length = i * 37 % 5000;
            Real* part = arena.Allocate(length);
            Assert.Equal(0u, (nuint)part % NativeBuffer.Alignment);
            new Span<Real>(part, length).Fill(i);
            parts.Add(((nint)part, length));
        }

        for (int i = 0; i < parts.Count; i++)
            Assert.True(new ReadOnlySpan<Real>((Real*)parts[i].Pointer, parts[i].Length).IndexOfAnyExcept((Real)i) < 0);
    }

    [Fact]
    public void The_same_pass_gets_the_same_memory_once_it_is_warm()
    {
        using var arena = new Arena();
        Pass(arena);
        arena.Reset();
        nint[] second = Pass(arena);
        long capacity = arena.Capacity;
        Allocations.AssertNone(arena.Reset, warmings: 0);
        Assert.Equal(second, Pass(arena));
        Assert.Equal(capacity, arena.Capacity);
    }

    [Fact]
    public void A_part_may_be_larger_than_a_block()
    {
        using var arena = new Arena();
        const int large = 1 << 20;
        arena.Allocate(3);
        new Span<Real>(arena.Allocate(large), large).Fill(1);
        Assert.True(arena.Capacity >= large);
    }

    [Fact]
    public void The_most_that_was_in_use_outlives_resets()
    {
        using var arena = new Arena();
        int line = NativeBuffer.Alignment / sizeof(Real);
        arena.Allocate(100 * line);
        arena.Reset();
        arena.Allocate(line);
        Assert.Equal(100 * line, arena.MostUsed);
        // What is large takes whole pages of 2 MiB on Linux.
        int large = (3 << 20) / sizeof(Real);
        arena.Allocate(large);
        arena.Reset();
        Assert.Equal(OperatingSystem.IsLinux() ? (4 << 20) / sizeof(Real) : line + large, arena.MostUsed);
    }

    private static nint[] Pass(Arena arena) => [.. Enumerable.Range(1, 100).Select(i => (nint)arena.Allocate(i * 100))];

    [Fact]
    public void What_is_in_use_is_whole_cache_lines_over_all_blocks_and_nothing_after_a_reset()
    {
        using var arena = new Arena();
        int line = NativeBuffer.Alignment / sizeof(Real);
        arena.Allocate(1);
        arena.Allocate(line);
        Assert.Equal(2 * line, arena.Used);
        arena.Allocate(1 << 20);
        Assert.Equal(2 * line + (1 << 20), arena.Used);
        arena.Reset();
        Assert.Equal(0, arena.Used);
        arena.Allocate(line + 1);
        Assert.Equal(2 * line, arena.Used);
    }
}
