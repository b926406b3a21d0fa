namespace NeuralMemory.Torch.Tests;

public sealed class DeviceTests
{
    private static readonly TorchDevice Cpu = new(TorchDeviceKind.Cpu, 0);
    private static readonly TorchDevice[] Cards = [Cpu, new(TorchDeviceKind.Cuda, 0, "NVIDIA H200"), new(TorchDeviceKind.Cuda, 1)];

    [Theory]
    [InlineData("cpu", "cpu")]
    [InlineData(" CPU ", "cpu")]
    [InlineData("cuda", "cuda:0")]
    [InlineData("cuda:0", "cuda:0")]
    [InlineData("Cuda:1", "cuda:1")]
    public void A_device_has_a_name(string name, string device) => Assert.Equal(device, TorchDevices.Parse(name, Cards).Name);

    [Theory]
    [InlineData("cuda:2")]
    [InlineData("cuda:")]
    [InlineData("cuda:01")]
    [InlineData("mps")]
    [InlineData("")]
    public void A_device_that_is_not_there_is_refused_with_those_that_are(string name) =>
        Assert.Equal($"there is no device '{name}'; here are 'cpu', 'cuda:0' and 'cuda:1'.",
            Assert.Throws<TorchUnavailableException>(() => TorchDevices.Parse(name, Cards)).Message);

    [Fact]
    public void Where_the_processor_is_alone_it_is_named() =>
        Assert.StartsWith("there is no device 'gpu'; here is only 'cpu'",
            Assert.Throws<TorchUnavailableException>(() => TorchDevices.Parse("gpu", [Cpu])).Message, StringComparison.Ordinal);
}
