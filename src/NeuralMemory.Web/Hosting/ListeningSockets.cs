using System.Net;
using System.Net.Sockets;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>
/// The sockets of one port of this computer's loopback address, of IPv4 and, where there is any, of IPv6: bound before the server starts,
/// so that a port that is taken is told in a sentence and a free one is the same for both.
/// </summary>
internal sealed class ListeningSockets : IDisposable
{
    private readonly Socket _four;
    private readonly Socket? _six;

    private ListeningSockets(Socket four, Socket? six) => (_four, _six) = (four, six);

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)_four.LocalEndPoint!).Port;

    /// <summary>The addresses that are listened at.</summary>
    public IEnumerable<IPEndPoint> Addresses =>
        ((Socket?[])[_four, _six]).OfType<Socket>().Select(socket => (IPEndPoint)socket.LocalEndPoint!);

    /// <summary>Takes a port.</summary>
    /// <param name="port">Which; null for a free one.</param>
    /// <exception cref="RunException">It is taken, or the system gives it to nobody.</exception>
    public static ListeningSockets Bind(int? port)
    {
        Socket four = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            four.Bind(new IPEndPoint(IPAddress.Loopback, port ?? 0));
            return new(four, TryBindSix(((IPEndPoint)four.LocalEndPoint!).Port));
        }
        catch (SocketException exception)
        {
            four.Dispose();
            throw new RunException(RunProblem.InUse, exception.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"port {port} is taken by another program; name another, or leave --port out for a free one",
                SocketError.AccessDenied => $"the system does not give port {port} to a user's program; name one above 1023",
                _ => $"cannot listen on this computer's loopback address: {exception.Message}",
            }, exception);
        }
    }

    /// <summary>The socket of an address, which the server listens with.</summary>
    public Socket Of(EndPoint address) => _six is { } six && address.AddressFamily == AddressFamily.InterNetworkV6 ? six : _four;

    /// <inheritdoc/>
    public void Dispose()
    {
        _four.Dispose();
        _six?.Dispose();
    }

    /// <summary>Whoever is asked for <c>localhost</c> by IPv6 falls back to IPv4 where there is none.</summary>
    private static Socket? TryBindSix(int port)
    {
        if (!Socket.OSSupportsIPv6)
            return null;
        Socket six = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            six.Bind(new IPEndPoint(IPAddress.IPv6Loopback, port));
            return six;
        }
        catch (SocketException)
        {
            six.Dispose();
            return null;
        }
    }
}
