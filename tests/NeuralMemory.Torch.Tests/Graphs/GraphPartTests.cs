using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;
using TorchSharp;

namespace NeuralMemory.Torch.Tests;

/// <summary>What graphs are put together from.</summary>
public sealed class GraphPartTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 12)]
    [InlineData(12, 12)]
    [InlineData(13, 16)]
    [InlineData(17, 24)]
    [InlineData(41, 48)]
    [InlineData(49, 64)]
    [InlineData(385, 512)]
    [InlineData(512, 512)]
    [InlineData(513, null)]
    public void Lengths_are_padded_to_few(int length, int? padded) => Assert.Equal(padded, PaddedLength.Of(length));

    [Fact]
    public void There_is_a_graph_for_each_length() => Assert.InRange(
        Enumerable.Range(1, PaddedLength.Most).Select(PaddedLength.Of).Distinct().Count(), 1, PassGraphs.Most);

    [Fact]
    public void Rows_are_spread_and_gathered()
    {
        SequenceBatch batch = new();
        batch.Reshape([1, 3, 2], 2, 1);
        Real[] rows = [.. Enumerable.Range(1, 12).Select(number => (Real)number)], padded = new Real[24], back = new Real[12];
        padded.AsSpan().Fill(-1);
        Padding.Spread(batch, rows, padded);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 0, 11, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], padded);
        Padding.Gather(batch, padded, back);
        Assert.Equal(rows, back);
    }

    [Fact]
    public void Numbers_go_both_ways()
    {
        TorchLibrary.Load();
        using Mirror mirror = new(Mirror.RoomFor(6) + Mirror.RoomFor(1), torch.CPU, pinned: false);
        using MirrorPart first = mirror.Add(2, 3), second = mirror.Add([]);
        Assert.Throws<ArgumentOutOfRangeException>(() => mirror.Add(1));
        first.Host.Fill(3);
        second.Host[0] = 4;
        mirror.Send();
        Assert.Equal([2L, 3L], first.Tensor.shape);
        Assert.Empty(second.Tensor.shape);
        using (Tensors.Scope())
            first.Tensor.mul_(second.Tensor);
        Assert.Equal(3, first.Host[5]);
        mirror.Fetch();
        Assert.Equal([12, 12, 12, 12, 12, 12], first.Host.ToArray());
        mirror.Clear();
        mirror.Fetch();
        Assert.Equal(0, second.Host[0]);
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1, 1.02, false)]
    [InlineData(double.NaN, double.PositiveInfinity, true)]
    [InlineData(1, double.NaN, false)]
    [InlineData(double.NaN, 1, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, 1e-9, false)]
    public void Losses_are_compared(double loss, double replayed, bool agree) =>
        Assert.Equal(agree, GraphCheck.Compare((Real)loss, [1, 2], (Real)replayed, [1, 2]) is null);

    [Theory]
    [InlineData(3, 4, true)]
    [InlineData(3.1, 4, true)]
    [InlineData(3.3, 4, false)]
    [InlineData(0, 0, false)]
    [InlineData(double.NaN, 4, false)]
    public void Gradients_are_compared(double first, double second, bool agree) =>
        Assert.Equal(agree, GraphCheck.Compare(1, [3, 4], 1, [(Real)first, (Real)second]) is null);

    [Fact]
    public void Nothing_goes_between_host_and_device_while_a_pass_is_recorded()
    {
        CaptureGuard.Refuse("does this");
        var error = Assert.Throws<GraphRefusedException>(() => CaptureGuard.Run(() => CaptureGuard.Refuse("does this")));
        Assert.Equal("the pass does this", error.Message);
        CaptureGuard.Refuse("does this");
    }

    /// <summary>Where libtorch has no CUDA nothing is called.</summary>
    [Fact]
    public void Without_CUDA_there_are_no_graphs_and_a_reason()
    {
        TorchDevice cpu = TorchDevices.Parse("cpu");
        Assert.Equal("they are for cards of NVIDIA", cpu.WhyNoGraphs);
        Assert.Null(CudaGraphRecorder.Of(cpu));
        Assert.Null(CudaExports.Find(0, out string? missing));
        Assert.Equal("libtorch has no CUDA", missing);
    }

    /// <summary>The C library is no libtorch: what it lacks is named.</summary>
    [Fact]
    public void A_library_that_lacks_an_export_has_none_either()
    {
        if (!OperatingSystem.IsLinux())
            return;
        nint library = System.Runtime.InteropServices.NativeLibrary.Load("libc.so.6");
        Assert.Null(CudaExports.Find(library, out string? missing));
        Assert.Equal("libtorch does not export '_ZN3c104cuda17getStreamFromPoolEba'", missing);
    }

    /// <summary>Both cross into C++ by value, in two registers.</summary>
    [Fact]
    public unsafe void What_crosses_by_value_has_the_size_that_libtorch_expects() =>
        Assert.Equal((16, 16), (sizeof(CudaStream), sizeof(MemoryPool)));

    [Fact]
    public void Graphs_leave_nothing_behind()
    {
        long before = Tensors.Live;
        using (LearningRig rig = new(MachineCatalog.All["lstm with dropout"], mostGraphs: 2))
        {
            long warm = 0;
            for (int pass = 0; pass < 60; pass++)
            {
                rig.Draw(pass, 1 + pass % 12, 2);
                rig.Learn(rig.Graphs);
                if (pass == 30)
                    warm = Settled(rig);
            }

            Assert.Equal(warm, Settled(rig));
            Assert.True(rig.Recorder.Replayed > 50);
        }

        Assert.Equal(before, Tensors.Live);
    }

    /// <summary>Batches whose longest sequence is always as long, as in a task of one length, have no step for nothing.</summary>
    [Fact]
    public void A_length_that_comes_again_and_again_is_not_padded()
    {
        using LearningRig rig = new(new LstmConfig { Units = 3, Layers = 2, Dropout = 0.3 });
        for (int pass = 0; pass < 14; pass++)
        {
            rig.Draw(pass, 10, 1 + pass % 10);
            rig.Compare();
            Assert.Equal(pass < 1 ? [] : pass < 7 ? [12] : [12, 10], rig.Graphs.Graphs.Select(graph => graph.Shape.Steps));
        }

        rig.Draw(0, 9, 3);
        rig.Compare();
        Assert.Equal([10, 12], rig.Graphs.Graphs.Select(graph => graph.Shape.Steps));
        rig.Draw(0, 10, 3);
        rig.Compare();
        Assert.Equal([12, 10], rig.Graphs.Graphs.Select(graph => graph.Shape.Steps));
        Assert.Equal(2, rig.Recorder.Recorded);
    }

    [Fact]
    public void Graphs_make_room_for_others()
    {
        using LearningRig rig = new(new LstmConfig { Units = 3 }, mostGraphs: 2);
        for (int pass = 0; pass < 18; pass++)
        {
            rig.Draw(pass, 8 + pass / 6 * 8);
            rig.Compare();
            Assert.InRange(rig.Recorder.Alive, pass > 0 ? 1 : 0, 2);
        }

        Assert.Equal(3, rig.Recorder.Recorded);
        // The first one's shape was not used for longest.
        rig.Draw(0, 16);
        rig.Compare();
        rig.Draw(0, 8);
        rig.Compare();
        rig.Draw(0, 16);
        rig.Compare();
        Assert.Equal(4, rig.Recorder.Recorded);
    }

    private static long Settled(LearningRig rig)
    {
        rig.Graphs.Reset(1);
        return Tensors.Live;
    }
}
