using Google.Protobuf.WellKnownTypes;
using K8tre.Tests.RealHosts.Engine;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>SSH session that is open on a host during other actions.</summary>
internal sealed class SshSession : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly SshConnection _connection;
    private readonly Task _run;

    private SshSession(TestHost host)
    {
        _connection = new(new()
        {
            Fields =
            {
                ["host"] = Value.ForString(host.Address),
                ["hostKey"] = Value.ForString(host.HostKey),
                ["privateKey"] = Value.ForString(File.ReadAllText(Path.Combine(host.Lab, "key"))),
            },
        });
        _run = _connection.RunAsync("touch /run/somebody-is-here; exec sleep 600", null, _end.Token);
    }

    /// <summary>Indicates that the session is still open.</summary>
    public bool IsOpen => !_run.IsCompleted;

    /// <summary>Signs in.</summary>
    public static async Task<SshSession> OpenAsync(TestHost host)
    {
        var session = new SshSession(host);
        await host.UntilAsync("test -e /run/somebody-is-here");
        return session;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        ((IAsyncResult)_run).AsyncWaitHandle.WaitOne();
        _connection.Dispose();
        _end.Dispose();
    }
}
