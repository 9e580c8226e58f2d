package io.github.lakebasecdi.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoginTest {

  private final Login login =
      new Login(new CompletableFuture<>(), Deadline.in(Duration.ofSeconds(10)));

  @Test
  void anExpiredLoginClosesItsSocket() {
    Socket socket = login.newSocket();

    login.expire();

    assertThat(socket.isClosed()).isTrue();
    assertThat(login.finish()).isFalse();
  }

  @Test
  void aSocketThatComesTooLateIsClosedAtOnce() {
    login.expire();

    assertThat(login.newSocket().isClosed()).isTrue();
  }

  @Test
  void aFinishedLoginKeepsItsSocket() {
    Socket socket = login.newSocket();

    assertThat(login.finish()).isTrue();
    login.expire();

    assertThat(socket.isClosed()).isFalse();
    assertThat(login.isExpired()).isFalse();
  }
}
