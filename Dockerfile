FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml .
RUN mvn -q -B -Dquick dependency:go-offline
COPY src src
COPY routes/templates routes/templates
COPY routes/prompts routes/prompts
RUN mvn -q -B -Dquick -Dmaven.test.skip -Dspotless.skip package

# glibc, not musl: Kafka's compression libraries are built for it.
FROM eclipse-temurin:21-jre
RUN useradd --system --uid 10001 --home-dir /app jira-agent
WORKDIR /app
COPY --from=build /build/target/lib target/lib
COPY --from=build /build/target/jira-agent-routes.jar target/
COPY application.properties ./
COPY routes routes
USER 10001
EXPOSE 8080 9876
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_PORT:-9876} && printf 'GET /observe/health/live HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-Djira-agent.home=/app", "-jar", "/app/target/jira-agent-routes.jar"]
CMD ["run"]
