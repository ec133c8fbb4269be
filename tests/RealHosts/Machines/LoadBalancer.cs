using System.Net;
using System.Net.Sockets;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Load balancer of an operator: forwards TCP connections to the first server that accepts them.</summary>
internal sealed class LoadBalancer : IDisposable
{
    private const int ApiPort = 6443;

    private readonly TcpListener _listener;
    private readonly IReadOnlyList<TestHost> _servers;

    /// <summary>Starts the load balancer on port 6443 of the lab's machine.</summary>
    public LoadBalancer(Lab lab, IReadOnlyList<TestHost> servers)
    {
        Address = lab.Artefacts.Location.Host;
        _servers = servers;
        _listener = new(IPAddress.Parse(Address), ApiPort);
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Address of the load balancer.</summary>
    public string Address { get; }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = PassOnAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The listener was stopped.
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using var accepted = client;
        foreach (var server in _servers)
        {
            using var upstream = new TcpClient();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            try
            {
                await upstream.ConnectAsync(server.Address, ApiPort, patience.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(upstream.GetStream()), upstream.GetStream().CopyToAsync(client.GetStream()));
                return;
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or IOException)
            {
                // The next server can accept it.
            }
        }
    }
}
