using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Torch.Tests;

/// <summary>What libtorch says in pages becomes a sentence.</summary>
public sealed class EngineErrorTests
{
    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 79.19 GiB\nframe #0", "20.00 MiB")]
    [InlineData("MPS backend out of memory (MPS allocated: 1.05 GB). Tried to allocate 1.25 GB on private pool.", "1.25 GB")]
    [InlineData("DefaultCPUAllocator: can't allocate memory: you tried to allocate 3221225472 bytes. Error code 12", "3.00 GiB")]
    [InlineData("DefaultCPUAllocator: not enough memory: you tried to allocate 100 bytes.", "100 bytes")]
    [InlineData("CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported", null)]
    public void Missing_memory_is_told_with_its_size(string message, string? asked)
    {
        TorchException error = TorchErrors.Translate(new InvalidOperationException(message), "cuda:0");
        Assert.Equal(asked, Assert.IsType<TorchMemoryException>(error).Asked);
        string what = asked is null ? "what the pass needs" : $"another {asked}";
        Assert.StartsWith($"'cuda:0' has no memory for {what}: take a smaller batch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_other_errors_the_first_line_is_told() => Assert.Equal(
        "torch on 'cpu' failed: self must be a matrix",
        TorchErrors.Translate(new InvalidOperationException("self must be a matrix\nException raised from meta\n.."), "cpu").Message);

    [Fact]
    public void A_tensor_that_no_memory_holds_is_refused_in_a_sentence()
    {
        using ParameterSet parameters = new ParameterSet().Complete();
        using Tape tape = Engines.Torch.NewTape(parameters);
        tape.Reset(1);
        var error = Assert.Throws<TorchMemoryException>(() => tape.Fill(new Shape(1 << 30, 1 << 29), 0));
        Assert.Equal("2097152.00 TiB", error.Asked);
        Assert.Equal(2, tape.Fill(new Shape(2), 3).Span.Length);
    }

    [Fact]
    public void What_is_no_device_or_no_number_of_threads_is_refused()
    {
        Assert.Throws<TorchUnavailableException>(() => new TorchEngine("cuda:93"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TorchEngine("cpu", threads: 0));
        Assert.Equal("torch on cpu", Engines.Torch.Name);
        Assert.False(Engines.Torch.DividesBatches);
    }

    [Fact]
    public void Rows_that_are_missing_or_written_twice_are_named()
    {
        using ParameterSet parameters = new ParameterSet().Complete();
        using Tape tape = Engines.Torch.NewTape(parameters);
        tape.Reset(1);
        Variable part = tape.Fill(new Shape(2, 3), 1), missing = tape.NewKept(new Shape(4, 3)), doubled = tape.NewKept(new Shape(4, 3));
        tape.RowsInto(missing, 0, part);
        tape.RowsInto(doubled, 0, part);
        tape.RowsInto(doubled, 1, part);
        Assert.Equal("a kept tensor was read before its row 2 was written",
            Assert.Throws<InvalidOperationException>(() => tape.Tanh(missing)).Message);
        Assert.Equal("row 1 of a kept tensor was written twice",
            Assert.Throws<InvalidOperationException>(() => tape.Tanh(doubled)).Message);
    }
}
