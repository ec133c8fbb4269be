using Pulumirpc;

namespace Pulumi;

/// <summary>Tells the operator something, by way of the engine.</summary>
public static class Log
{
    /// <summary>A message that only <c>pulumi --debug</c> shows.</summary>
    /// <param name="message">The text.</param>
    /// <param name="resource">The resource it is about.</param>
    /// <param name="streamId">Messages of one stream are shown as one text.</param>
    /// <param name="ephemeral">True if the message is shown while the deployment runs, and is not kept.</param>
    /// <exception cref="InvalidOperationException">No program is running.</exception>
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Write(LogSeverity.Debug, message, resource, streamId, ephemeral);

    /// <summary>A message.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Write(LogSeverity.Info, message, resource, streamId, ephemeral);

    /// <summary>A warning.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Write(LogSeverity.Warning, message, resource, streamId, ephemeral);

    /// <summary>An error. The program goes on, and fails in the end.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Write(LogSeverity.Error, message, resource, streamId, ephemeral);

    /// <summary>An exception as an error. The program goes on, and fails in the end.</summary>
    /// <param name="exception">The exception, shown whole.</param>
    /// <param name="resource">The resource it is about.</param>
    /// <param name="streamId">Messages of one stream are shown as one text.</param>
    /// <param name="ephemeral">True if the message is shown while the deployment runs, and is not kept.</param>
    /// <exception cref="InvalidOperationException">No program is running.</exception>
    public static void Exception(Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Error(exception.ToString(), resource, streamId, ephemeral);

    private static void Write(LogSeverity severity, string message, Resource? resource, int? streamId, bool? ephemeral) =>
        _ = Deployment.Required.Log.WriteAsync(severity, message, resource, streamId, ephemeral);
}
