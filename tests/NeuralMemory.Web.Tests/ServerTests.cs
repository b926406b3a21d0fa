using System.Net;

namespace NeuralMemory.Web.Tests;

/// <summary>The server answers whoever has its address, and nobody else.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task Only_the_address_with_the_token_is_answered()
    {
        await using ViewServer server = await ViewServer.StartAsync(new() { Folder = "." });
        using HttpClient client = new();
        using HttpResponseMessage page = await client.GetAsync(server.Address);
        Assert.Contains("Runs", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("Set-Cookie"), string.Join('\n', page.Headers));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(server.Address, "_framework/blazor.web.js"))).StatusCode);
        using HttpResponseMessage refused = await client.GetAsync(new Uri(server.Address, "/"));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }
}
