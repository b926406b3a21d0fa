using NeuralMemory.Torch;
using TorchSharp;

namespace NeuralMemory.Commands;

/// <summary>Looks at the torch engine, in a build that has it.</summary>
internal static class TorchCheck
{
    /// <summary>Loads torch and lets every device compute a little.</summary>
    public static TorchReport Make()
    {
        TorchReport report = new() { IsBuiltIn = true };
        try
        {
            TorchInfo info = TorchLibrary.Load();
            IReadOnlyList<TorchDevice> devices = TorchDevices.List();
            return report with
            {
                Version = info.Version,
                Folder = info.Folder,
                HasCuda = info.HasCuda,
                Threads = Threads(),
                Waived = info.Waived,
                Advice = TorchDevices.Advice(devices),
                Devices = [.. devices.Select(Check)],
            };
        }
        catch (TorchUnavailableException exception)
        {
            return report with { Problem = exception.Message };
        }
    }

    private static int Threads() => torch.get_num_threads();

    private static TorchDeviceReport Check(TorchDevice device)
    {
        TorchDeviceReport report = new(device.Name, device.Label);
        if (device.Kind == TorchDeviceKind.Cuda)
            report = report with { HasGraphs = device.WhyNoGraphs is null, WhyNoGraphs = device.WhyNoGraphs };
        try
        {
            SelfTestResult result = TorchSelfTest.Run(device);
            DeviceMemory? memory = device.Memory;
            return report with
            {
                ProductError = result.Product,
                GradientError = result.Gradient,
                IsRight = result.IsRight,
                TotalBytes = memory?.Total,
                FreeBytes = memory?.Free,
            };
        }
        catch (TorchUnavailableException exception)
        {
            return report with { Problem = exception.Message };
        }
    }
}
