using System.Runtime.CompilerServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// Numbers in two places that stay: on the host, and on the device for a graph to read or write. They are divided into parts, each of which
/// begins where any operation may read it at full speed.
/// </summary>
internal sealed unsafe class Mirror : IDisposable
{
    /// <summary>TorchSharp shows a tensor's memory as at most 2^31 - 1 bytes.</summary>
    public const long Most = 1 << 27;

    private const int Alignment = 64;
    private readonly Tensor _host, _device;
    private readonly Real* _numbers;
    private long _used;

    /// <summary>Room for parts.</summary>
    /// <param name="room">What <see cref="RoomFor"/> says, summed over the parts.</param>
    /// <param name="device">The device.</param>
    /// <param name="pinned">Whether the host's memory is pinned, so that copying does not wait.</param>
    public Mirror(long room, torch.Device device, bool pinned)
    {
        using var scope = torch.NewDisposeScope();
        Tensor host = torch.zeros([room], Precision.Type, torch.CPU);
        _host = (pinned ? host.pin_memory() : host).DetachFromDisposeScope();
        _device = torch.zeros([room], Precision.Type, device).DetachFromDisposeScope();
        _numbers = (Real*)Unsafe.AsPointer(ref _host.bytes[0]);
        Room = room;
    }

    /// <summary>How many numbers it holds, on either side.</summary>
    public long Room { get; }

    /// <summary>The room that a part of so many numbers takes.</summary>
    public static long RoomFor(long count) => (count + Alignment - 1) / Alignment * Alignment;

    /// <summary>The next part.</summary>
    public MirrorPart Add(params long[] shape)
    {
        long count = shape.Aggregate(1L, (product, dimension) => product * dimension), from = _used;
        _used += RoomFor(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_used, Room);
        using var scope = torch.NewDisposeScope();
        return new(_numbers + from, (int)count, _device.narrow(0, from, count).view(shape).DetachFromDisposeScope());
    }

    /// <summary>Copies all numbers to the device. The host's must stay until the device has been waited for.</summary>
    public void Send()
    {
        using var scope = torch.NewDisposeScope();
        _device.copy_(_host, true);
    }

    /// <summary>Sets all numbers on the device to zero.</summary>
    public void Clear() => _device.zero_();

    /// <summary>Waits for the device and copies all numbers to the host.</summary>
    public void Fetch()
    {
        using var scope = torch.NewDisposeScope();
        _host.copy_(_device, false);
    }

    public void Dispose()
    {
        _host.Dispose();
        _device.Dispose();
    }
}
