using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

public sealed unsafe class ParameterSetTests
{
    [Fact]
    public void Parameters_stand_one_after_another_on_cache_lines()
    {
        using ParameterSet set = Build(StreamKey.FromSeed(1));
        const int line = NativeBuffer.Alignment / sizeof(Real);
        int end = 0;
        foreach (Parameter parameter in set.Items)
        {
            Assert.Equal(0, parameter.Offset % line);
            Assert.True(parameter.Offset >= end);
            end = parameter.Offset + parameter.Length;
        }

        Assert.InRange(end, set.Length - line + 1, set.Length);
        Assert.Equal(0u, (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref set.Block[0]) % NativeBuffer.Alignment);
    }

    [Fact]
    public void A_set_that_no_block_holds_is_refused_with_its_size()
    {
        using ParameterSet set = new();
        ParameterScope scope = new(set, StreamKey.FromSeed(1));
        scope.Linear("fits", 46_336 - 1, 46_336, LinearInitializer.Default);
        ParameterLimitException limit = Assert.Throws<ParameterLimitException>(() =>
            scope.Child("far").Linear("over", 600_000 - 1, 240_000, LinearInitializer.Default));
        Assert.Equal("far/over", limit.Parameter);
        Assert.Equal($"the parameters up to 'far/over' need {46_336L * 46_336 + 600_000L * 240_000} numbers; "
            + $"at most {ParameterSet.MaxLength} are possible", limit.Message);
        Assert.Throws<ParameterLimitException>(() => scope.Tensor("plain", new Shape(1 << 20, 4096), (_, _) => 0));
        Assert.Equal(["fits"], set.Items.Select(item => item.Name));
        Assert.Equal(46_336 * 46_336, set.Length);
    }

    [Fact]
    public void The_count_is_that_of_papers()
    {
        using ParameterSet set = Build(StreamKey.FromSeed(1));
        Assert.Equal(19 * 5 + 19 + 2 * 7 + 3, set.Count);
        Assert.Equal(set.Count, set.Tensors.Sum(tensor => tensor.Shape.Count));
    }

    [Fact]
    public void Tensors_have_the_names_and_shapes_of_files()
    {
        using ParameterSet set = Build(StreamKey.FromSeed(1));
        Assert.Equal(
            [("controller/layer/weight", "[19, 5]"), ("controller/layer/bias", "[19]"), ("start", "[2, 7]"), ("gain", "[3]")],
            set.Tensors.Select(tensor => (tensor.Name, tensor.Shape.ToString())));
    }

    [Fact]
    public void What_is_copied_in_is_copied_out_and_padding_stays_zero()
    {
        using ParameterSet set = Build(StreamKey.FromSeed(1));
        var block = new Real[set.Length];
        var all = new List<Real>();
        foreach (PlainTensor tensor in set.Tensors)
        {
            Real[] numbers = [.. Enumerable.Range(1, tensor.Shape.Count).Select(i => (Real)(all.Count + i))];
            tensor.CopyIn(numbers, block);
            var copy = new Real[numbers.Length];
            tensor.CopyOut(block, copy);
            Assert.Equal(numbers, copy);
            all.AddRange(numbers);
        }

        Assert.Equal(all.Order(), block.Where(x => x != 0).Order());
    }

    [Fact]
    public void Weights_and_biases_begin_uniform_in_one_over_the_root_of_the_inputs()
    {
        var set = new ParameterSet();
        var initializer = new LinearInitializer { BiasOf = output => output == 2 ? 1 : 0 };
        new ParameterScope(set, StreamKey.FromSeed(1)).Linear("layer", 64, 100, initializer);
        using ParameterSet complete = set.Complete();
        PlainTensor[] tensors = [.. set.Tensors];
        Real[] weight = new Real[6400], bias = new Real[100];
        tensors[0].CopyOut(set.Block, weight);
        tensors[1].CopyOut(set.Block, bias);
        Assert.All(weight, x => Assert.InRange(x, (Real)(-0.125), (Real)0.125));
        Assert.Equal(0, weight.Average(x => (double)x), 0.005);
        Assert.Equal(0.125 * 0.125 / 3, weight.Average(x => (double)x * x), 0.0003);
        bias[2] -= 1;
        Assert.All(bias, x => Assert.InRange(x, (Real)(-0.12501), (Real)0.12501));
        Assert.Equal(100, bias.Distinct().Count());
        Assert.Equal(6400 + 100, set.Block.ToArray().Count(x => x != 0));
    }

    /// <summary>A parameter draws from a stream of its own name, so another one beside it changes nothing.</summary>
    [Fact]
    public void Another_parameter_does_not_change_the_start_of_the_others()
    {
        using ParameterSet set = Build(StreamKey.FromSeed(1)), larger = Build(StreamKey.FromSeed(1), first: "first");
        using ParameterSet other = Build(StreamKey.FromSeed(2));
        foreach (PlainTensor tensor in set.Tensors)
        {
            Assert.Equal(Read(set, tensor.Name), Read(larger, tensor.Name));
            Assert.NotEqual(Read(set, tensor.Name), Read(other, tensor.Name));
        }
    }

    [Fact]
    public void A_set_takes_each_name_once_and_nothing_when_complete()
    {
        var set = new ParameterSet();
        var scope = new ParameterScope(set, StreamKey.FromSeed(1));
        scope.Child("a").Tensor("b", new Shape(1), (_, _) => 0);
        Assert.Contains("a/b", Assert.Throws<InvalidOperationException>(() => scope.Tensor("a/b", new Shape(1), (_, _) => 0)).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => set.Block.Length);
        using ParameterSet complete = set.Complete();
        Assert.Contains("late", Assert.Throws<InvalidOperationException>(() => scope.Tensor("c", new Shape(1), (_, _) => 0)).Message,
            StringComparison.Ordinal);
    }

    private static Real[] Read(ParameterSet set, string name)
    {
        PlainTensor tensor = set.Tensors.Single(tensor => tensor.Name == name);
        var numbers = new Real[tensor.Shape.Count];
        tensor.CopyOut(set.Block, numbers);
        return numbers;
    }

    private static ParameterSet Build(StreamKey key, string? first = null)
    {
        var set = new ParameterSet();
        var scope = new ParameterScope(set, key);
        if (first is not null)
            scope.Tensor(first, new Shape(3), (stream, _) => (Real)stream.NextDouble());
        scope.Child("controller").Linear("layer", 5, 19, LinearInitializer.Default);
        scope.Tensor("start", new Shape(2, 7), (stream, _) => (Real)stream.NextGaussian());
        scope.Tensor("gain", new Shape(3), (stream, _) => (Real)stream.NextGaussian());
        return set.Complete();
    }
}
