using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NeuralMemory.Web.Tests;

/// <summary>A server of a folder of runs, and a client that follows nothing by itself and keeps no cookie.</summary>
public abstract class ServedRuns : IAsyncLifetime
{
    private ViewServer _server = null!;

    private protected Runs Shown { get; } = new();

    private protected HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private protected ViewServer Server => _server;

    private protected int Port => _server.Address.Port;

    private protected string Token => _server.Address.AbsolutePath.Trim('/');

    public async Task InitializeAsync() => _server = await ViewServer.StartAsync(new() { Folder = Shown.Path });

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Client.Dispose();
        Shown.Dispose();
    }

    /// <summary>A page's text; it is there.</summary>
    private protected async Task<string> PageAsync(string page)
    {
        using HttpResponseMessage answer = await Client.GetAsync(new Uri(_server.Address, page));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends bytes as they are: a client of its own would correct them.</summary>
    private protected async Task<string> SendAsync(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
