using System.Runtime.InteropServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>Numbers on their way between the host and a device.</summary>
internal static class Transfer
{
    /// <summary>TorchSharp shows a tensor's memory as at most 2^31 - 1 bytes at a time.</summary>
    private const int Most = 1 << 27;

    /// <summary>A new tensor of these numbers on the device.</summary>
    public static Tensor Up(ReadOnlySpan<Real> numbers, long[] dimensions, torch.Device device)
    {
        CaptureGuard.Refuse("brings numbers of the host to the device that no graph could know");
        Tensor host = torch.empty(dimensions, Precision.Type, torch.CPU);
        Fill(host, numbers);
        return device.type == DeviceType.CPU ? host : host.to(device, disposeAfter: true);
    }

    /// <summary>A new tensor [N] of whole numbers on the device.</summary>
    public static Tensor Up(ReadOnlySpan<long> numbers, torch.Device device)
    {
        CaptureGuard.Refuse("brings numbers of the host to the device that no graph could know");
        Tensor host = torch.empty([numbers.Length], torch.ScalarType.Int64, torch.CPU);
        numbers.CopyTo(MemoryMarshal.Cast<byte, long>(host.bytes));
        return device.type == DeviceType.CPU ? host : host.to(device, disposeAfter: true);
    }

    /// <summary>Sets the numbers of a contiguous tensor on the host.</summary>
    public static void Fill(Tensor host, ReadOnlySpan<Real> numbers)
    {
        if (numbers.Length <= Most)
        {
            numbers.CopyTo(MemoryMarshal.Cast<byte, Real>(host.bytes));
            return;
        }

        using Tensor flat = host.view(-1);
        for (int from = 0; from < numbers.Length; from += Most)
        {
            ReadOnlySpan<Real> part = numbers.Slice(from, Math.Min(Most, numbers.Length - from));
            using Tensor place = flat.narrow(0, from, part.Length);
            part.CopyTo(MemoryMarshal.Cast<byte, Real>(place.bytes));
        }
    }

    /// <summary>Copies all numbers of a tensor, row-major, to the host.</summary>
    public static void Down(Tensor tensor, Span<Real> numbers)
    {
        CaptureGuard.Refuse("looks at numbers on the way");
        using var scope = torch.NewDisposeScope();
        Tensor flat = tensor.detach().cpu().contiguous().view(-1);
        for (int from = 0; from < numbers.Length; from += Most)
        {
            Span<Real> part = numbers.Slice(from, Math.Min(Most, numbers.Length - from));
            MemoryMarshal.Cast<byte, Real>(flat.narrow(0, from, part.Length).bytes).CopyTo(part);
        }
    }
}
