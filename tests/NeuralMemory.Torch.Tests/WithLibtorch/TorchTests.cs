using TorchSharp;

namespace NeuralMemory.Torch.Tests;

/// <summary>Torch in the tests' own process.</summary>
public sealed class TorchTests
{
    [Fact]
    public void Loading_again_gives_the_same()
    {
        TorchInfo info = TorchLibrary.Load();
        Assert.Same(info, TorchLibrary.Load());
        Assert.True(TorchLibrary.IsLoaded);
    }

    [Fact]
    public void TorchSharp_was_built_for_the_packaged_version()
    {
        TorchLibrary.Load();
        Assert.StartsWith(LibtorchVersion.Packaged, torch.__version__, StringComparison.Ordinal);
    }

    /// <summary>TorchSharp looks through these folders by itself, and would load what is there beside what the user has chosen.</summary>
    [Fact]
    public void The_libtorch_of_the_program_lies_where_only_the_loader_looks()
    {
        string[] searched = ((string)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES")!).Split(Path.PathSeparator);
        Assert.NotEmpty(searched);
        if (!OperatingSystem.IsMacOS())
            Assert.DoesNotContain(searched.Append(AppContext.BaseDirectory), LibtorchFolder.HoldsOne);
    }

    [Fact]
    public void The_first_device_is_the_processor_and_every_device_computes_right()
    {
        IReadOnlyList<TorchDevice> devices = TorchDevices.List();
        Assert.Equal("cpu", devices[0].Name);
        Assert.Null(devices[0].Memory);
        foreach (TorchDevice device in devices)
        {
            SelfTestResult result = TorchSelfTest.Run(device);
            Assert.True(result.IsRight, $"{device.Name}: {result}");
            Assert.Equal(device, TorchDevices.Parse(device.Name));
        }

        Assert.InRange(TorchSelfTest.Run(devices[0]).Gradient, 0, 1e-5);
    }

    [Fact]
    public void A_card_that_is_not_there_is_refused_with_how_to_get_one()
    {
        int cards = TorchDevices.List().Count(device => device.Kind == TorchDeviceKind.Cuda);
        string message = Assert.Throws<TorchUnavailableException>(() => TorchDevices.Parse($"cuda:{cards}")).Message;
        Assert.Contains("'cpu'", message, StringComparison.Ordinal);
        if (cards == 0 && !TorchLibrary.Load().HasCuda)
            Assert.Contains($"set {TorchLibrary.Variable} to one with CUDA", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_result_is_not_right()
    {
        Assert.False(new SelfTestResult(double.NaN, 0).IsRight);
        Assert.False(new SelfTestResult(0, 0.1).IsRight);
    }
}
