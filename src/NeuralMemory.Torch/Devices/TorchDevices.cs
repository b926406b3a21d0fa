using System.Globalization;
using TorchSharp;

namespace NeuralMemory.Torch;

/// <summary>The devices that torch finds here.</summary>
public static class TorchDevices
{
    private const string Cuda = "cuda";

    /// <summary>All of them, the processor first.</summary>
    /// <exception cref="TorchUnavailableException">There is no torch.</exception>
    public static IReadOnlyList<TorchDevice> List()
    {
        TorchInfo info = TorchLibrary.Load();
        List<TorchDevice> devices = [new(TorchDeviceKind.Cpu, 0)];
        if (info.HasCuda && torch.cuda.is_available())
            for (int index = 0; index < torch.cuda.device_count(); index++)
                devices.Add(new(TorchDeviceKind.Cuda, index, CudaRuntime.Label(index)));
        if (torch.mps_is_available())
            devices.Add(new(TorchDeviceKind.Mps, 0));
        return devices;
    }

    /// <summary>The device of a name: <c>cpu</c>, <c>cuda</c> (the first card), <c>cuda:1</c> or <c>mps</c>.</summary>
    /// <exception cref="TorchUnavailableException">
    /// There is no torch, or no such device; the message lists those that are there.
    /// </exception>
    public static TorchDevice Parse(string name) => Parse(name, List());

    /// <summary>
    /// What to do for a card that is not used: one whose driver is here, though the libtorch in use has no CUDA, or none where it has; null
    /// if all is well.
    /// </summary>
    public static string? Advice(IReadOnlyList<TorchDevice> devices) =>
        devices.Any(device => device.Kind == TorchDeviceKind.Cuda) || !(TorchLibrary.Load().HasCuda || CudaRuntime.HasDriver)
            ? null
            : $"{Reason()}.";

    /// <summary>The one of some devices that a name means.</summary>
    internal static TorchDevice Parse(string name, IReadOnlyList<TorchDevice> devices)
    {
        string wanted = name.Trim().ToLowerInvariant();
        if (wanted == Cuda)
            wanted = $"{Cuda}:0";
        return devices.FirstOrDefault(device => device.Name == wanted) ?? throw new TorchUnavailableException(
            $"there is no device '{name}'; here {(devices.Count == 1 ? "is" : "are")} {Listed(devices)}" + Hint(wanted, devices) + ".");
    }

    private static string Listed(IReadOnlyList<TorchDevice> devices) => devices.Count == 1
        ? $"only '{devices[0].Name}'"
        : string.Join(", ", devices.SkipLast(1).Select(device => $"'{device.Name}'")) + $" and '{devices[^1].Name}'";

    private static string Hint(string wanted, IReadOnlyList<TorchDevice> devices)
    {
        bool isCard = wanted.StartsWith($"{Cuda}:", StringComparison.Ordinal)
            && int.TryParse(wanted.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return isCard && devices.All(device => device.Kind != TorchDeviceKind.Cuda) && TorchLibrary.IsLoaded ? $"; {Reason()}" : "";
    }

    private static string Reason() => TorchLibrary.Load().HasCuda
        ? "libtorch finds no card of NVIDIA: check it and its driver with nvidia-smi"
        : $"the libtorch in use is for processors alone: set {TorchLibrary.Variable} to one with CUDA, such as torch/lib of an installed "
            + $"PyTorch {SupportedVersions.Text}";
}
