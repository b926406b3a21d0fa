using System.Net;
using System.Net.WebSockets;

namespace NeuralMemory.Web.Tests;

/// <summary>Who is let in, and what every answer says to a browser.</summary>
public sealed class GateTests : ServedRuns
{
    [Fact]
    public async Task The_address_with_the_token_is_answered_with_headers_that_keep_others_out()
    {
        using HttpResponseMessage page = await Client.GetAsync(Server.Address);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("<h1>Runs</h1>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        string policy = page.Headers.GetValues("Content-Security-Policy").First();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", page.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.False(page.Headers.Contains("Set-Cookie"));
        Assert.False(page.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/assets/viewer.js")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/00000000000000000000000000000000/")]
    [InlineData("/TOKEN0/")]
    [InlineData("//TOKEN/")]
    [InlineData("/x/../TOKE/")]
    public async Task Without_the_token_nothing_is_there(string path)
    {
        path = path.Replace("TOKEN", Token, StringComparison.Ordinal).Replace("TOKE", Token[..^1], StringComparison.Ordinal);
        string answer = await SendAsync($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 40[04] ", answer);
        Assert.DoesNotContain("<h1>Runs</h1>", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:PORT", "200")]
    [InlineData("127.0.0.1:PORT", "200")]
    [InlineData("[::1]:PORT", "200")]
    [InlineData("LOCALHOST:PORT", "200")]
    [InlineData("127.0.0.1", "421")]
    [InlineData("127.0.0.1:1", "421")]
    [InlineData("evil.example:PORT", "421")]
    [InlineData("127.0.0.1:PORT.evil.example", "4")]
    [InlineData("127.0.0.2:PORT", "421")]
    [InlineData("0.0.0.0:PORT", "421")]
    [InlineData("", "4")]
    public async Task Other_names_of_this_computer_are_refused(string host, string status)
    {
        string answer = await GetAsync($"Host: {host.Replace("PORT", $"{Port}", StringComparison.Ordinal)}\r\n");
        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin: http://127.0.0.1:PORT", "200")]
    [InlineData("Origin: https://127.0.0.1:PORT", "403")]
    [InlineData("Origin: http://localhost:PORT", "403")]
    [InlineData("Origin: http://127.0.0.1", "403")]
    [InlineData("Origin: http://evil.example", "403")]
    [InlineData("Origin: null", "403")]
    [InlineData("Sec-Fetch-Site: same-origin", "200")]
    [InlineData("Sec-Fetch-Site: none", "200")]
    [InlineData("Sec-Fetch-Site: cross-site", "403")]
    [InlineData("Sec-Fetch-Site: same-site", "403")]
    public async Task Pages_of_other_sites_are_refused(string header, string status)
    {
        string answer = await GetAsync(
            $"Host: 127.0.0.1:{Port}\r\n{header.Replace("PORT", $"{Port}", StringComparison.Ordinal)}\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData("null", null)]
    [InlineData(null, "evil.example")]
    public async Task A_socket_of_another_site_is_refused(string? origin, string? host)
    {
        using ClientWebSocket socket = new();
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        if (host is not null)
            socket.Options.SetRequestHeader("Host", $"{host}:{Port}");
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(SocketAddress, default));
    }

    [Fact]
    public async Task A_socket_of_the_page_itself_is_opened()
    {
        using ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("Origin", $"http://127.0.0.1:{Port}");
        await socket.ConnectAsync(SocketAddress, default);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Theory]
    [InlineData("PUT", "")]
    [InlineData("PATCH", "")]
    [InlineData("OPTIONS", "")]
    [InlineData("TRACE", "")]
    [InlineData("POST", "")]
    [InlineData("POST", "run?name=one")]
    [InlineData("POST", "memory.svg?run=one")]
    [InlineData("DELETE", "assets/viewer.js")]
    [InlineData("POST", "_blazorx")]
    public async Task Other_methods_are_refused(string method, string page)
    {
        using HttpRequestMessage request = new(new(method), new Uri(Server.Address, page));
        using HttpResponseMessage answer = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
        Assert.Contains("Pages are read here", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("run?name=one")]
    [InlineData("run?name=none")]
    [InlineData("compare")]
    [InlineData("memory?run=one")]
    [InlineData("memory.svg?run=none")]
    [InlineData("memory.svg?colour=red")]
    [InlineData("assets/viewer.js")]
    [InlineData("assets/colors.css")]
    [InlineData("assets/none.js")]
    [InlineData("_framework/blazor.web.js")]
    [InlineData("no-page")]
    public async Task Asked_for_its_head_a_page_answers_as_it_would_and_sends_no_body(string page)
    {
        Shown.Add("one");
        Uri address = new(Server.Address, page);
        using HttpResponseMessage whole = await Client.GetAsync(address);
        string head = await SendAsync($"HEAD {address.PathAndQuery} HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {(int)whole.StatusCode} ", head, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", head, StringComparison.Ordinal);
        Assert.Equal(head.Length - 4, head.IndexOf("\r\n\r\n", StringComparison.Ordinal));
        string? type = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Type: ", StringComparison.Ordinal))?.Split(": ")[1];
        Assert.Equal(whole.Content.Headers.ContentType?.ToString(), type);
        Assert.Contains("Content-Security-Policy: ", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_for_the_head_of_a_ticket_does_not_use_it_up()
    {
        Uri ticket = Server.CreateTicket();
        using HttpRequestMessage request = new(HttpMethod.Head, ticket);
        using HttpResponseMessage head = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
        using HttpResponseMessage answer = await Client.GetAsync(ticket);
        Assert.Equal(Server.Address.AbsolutePath, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_ticket_leads_to_the_page_once()
    {
        Uri ticket = Server.CreateTicket();
        Assert.DoesNotContain(Token, ticket.AbsoluteUri, StringComparison.Ordinal);
        using HttpResponseMessage first = await Client.GetAsync(ticket);
        Assert.Equal(Server.Address.AbsolutePath, first.Headers.Location!.OriginalString);
        using HttpResponseMessage second = await Client.GetAsync(ticket);
        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
    }

    [Theory]
    [InlineData("assets/viewer.js", "text/javascript")]
    [InlineData("assets/viewer.css", "text/css")]
    [InlineData("assets/colors.css", "text/css")]
    [InlineData("assets/icon.svg", "image/svg+xml")]
    [InlineData("_framework/blazor.web.js", "text/javascript")]
    public async Task Assets_are_served(string path, string type)
    {
        using HttpResponseMessage answer = await Client.GetAsync(new Uri(Server.Address, path));
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("assets/none.js")]
    [InlineData("assets/ViewServer.cs")]
    [InlineData("assets/..%2f..%2fetc%2fpasswd")]
    [InlineData("no-page")]
    [InlineData("_framework/blazor.server.js")]
    public async Task What_is_no_asset_is_not_there(string path)
    {
        using HttpResponseMessage answer = await Client.GetAsync(new Uri(Server.Address, path));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private Uri SocketAddress => new(new Uri(Server.Address, "_blazor").AbsoluteUri.Replace("http:", "ws:", StringComparison.Ordinal));

    private Task<string> GetAsync(string headers) =>
        SendAsync($"GET {Server.Address.AbsolutePath} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
}
